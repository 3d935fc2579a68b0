import { THEME } from '../pages/theme.js';

/** The whole style of the web view. */
export const WEB_STYLE = `${THEME}.bar{position:sticky;top:0;z-index:2;background:var(--card);border-bottom:1px solid var(--rule);box-shadow:var(--shadow)}
.bar>div{max-width:1280px;margin:0 auto;padding:0 20px;display:flex;flex-wrap:wrap;align-items:center;gap:0 26px;min-height:54px;padding-top:2px}
.brand{font-weight:700;letter-spacing:-.01em;overflow-wrap:anywhere;min-width:0;max-width:22ch;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.bar nav{display:flex;flex-wrap:wrap;gap:2px}
.bar nav a{padding:16px 12px 14px;color:var(--muted);text-decoration:none;border-bottom:2px solid transparent}
.bar nav a:hover{color:var(--text)}
.bar nav a[aria-current]{color:var(--text);font-weight:600;border-bottom-color:var(--link)}
.readonly{margin-left:auto;color:var(--muted);font-size:13px}
.skip{position:absolute;left:-9999px}
.skip:focus{left:12px;top:12px;background:var(--card);padding:8px 14px;z-index:3}
main,footer{max-width:1280px;margin:0 auto;padding-left:20px;padding-right:20px}
main{padding-top:26px;min-height:70vh}
#lost{max-width:1240px;margin:14px auto 0}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(140px,1fr));gap:10px;margin:18px 0 0}
.cards div{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:10px 14px;box-shadow:var(--shadow)}
.cards dt{color:var(--muted);font-size:12.5px}
.cards dd{margin:2px 0 0;font-size:19px;font-weight:650;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.steps{display:flex;gap:3px;list-style:none;margin:0 0 4px;padding:0}
.steps li{width:22px;height:7px;border-radius:2px;background:var(--calm-bg)}
.steps .done{background:var(--good)}
.steps .now{background:var(--c0)}
.steps .bad{background:var(--bad)}
.steps.wide{margin:14px 0 0;flex-wrap:wrap}
.steps.wide li{flex:1;width:auto;height:auto;padding:8px 10px;border-radius:6px;color:var(--muted);font-size:12.5px;background:var(--calm-bg)}
.steps.wide .done{background:var(--good-bg);color:var(--good)}
.steps.wide .now{background:var(--head);color:var(--text);box-shadow:inset 0 0 0 1.5px var(--c0)}
.steps.wide .bad{background:var(--bad-bg);color:var(--bad)}
.steps.wide b{display:block}
.sub{display:block;color:var(--muted);font-size:12.5px}
.todo{list-style:none;margin:0;padding:0}
.todo>li{padding:12px 0;border-bottom:1px solid var(--rule)}
.todo>li:first-child{padding-top:0}
.todo>li:last-child{border-bottom:0;padding-bottom:0}
.todo p{margin:3px 0}
.next{background:var(--head);border-radius:6px;padding:4px 10px;display:inline-block;overflow-wrap:anywhere}
.facts{display:grid;grid-template-columns:minmax(110px,max-content) 1fr;gap:4px 20px;margin:0;font-size:14px}
.facts dt{color:var(--muted)}
.facts dd{margin:0;overflow-wrap:anywhere;min-width:0}
.controls{display:flex;flex-wrap:wrap;gap:10px 16px;align-items:end;margin:16px 0 0}
.controls label{font-size:12.5px;color:var(--muted);display:block}
.controls input,.controls select{font:inherit;color:var(--text);background:var(--card);border:1px solid var(--muted);border-radius:6px;padding:6px 10px;display:block;min-width:200px}
.controls select{min-width:130px}
#count{color:var(--muted);font-size:13.5px;margin:0 0 7px}
.tabs{display:flex;gap:16px;margin:8px 0 0}
.tabs a[aria-current]{color:var(--text);font-weight:600;text-decoration:none}
.gridcard{padding:0;overflow:hidden}
.gridcard .scroll{max-height:74vh;overflow:auto}
.grid thead th{position:sticky;top:0;z-index:1;padding:0}
.grid thead th>span{display:block;padding:8px 10px}
.grid thead button{font:inherit;font-weight:600;color:inherit;background:none;border:0;padding:8px 10px;width:100%;text-align:inherit;cursor:pointer;white-space:nowrap}
.grid thead button::after{content:"↕";margin-left:6px;color:var(--muted);opacity:.55}
.grid th[aria-sort=ascending] button::after{content:"▲";opacity:1}
.grid th[aria-sort=descending] button::after{content:"▼";opacity:1}
.grid td,.grid tbody th{white-space:nowrap}
.grid .wide{white-space:normal;min-width:300px}
.columns{columns:2 320px;column-gap:32px;margin:0;padding:0;list-style:none;font-size:13.5px}
.columns li{break-inside:avoid;padding:3px 0;overflow-wrap:anywhere}
@media (max-width:640px){.bar>div{padding-top:8px}.steps.wide li{flex:1 1 40%}.readonly{display:none}main{padding-top:16px}.card{padding:14px 14px}}
`;
