/** Style of what can be used: definitions, tools, the trade table, charts with two axes. */
export const CONTROL_STYLE = `:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
button,select,input{font:inherit;color:inherit}
.verdict strong{display:inline-block;background:var(--head);border:1px solid var(--rule);border-radius:6px;padding:2px 10px;margin-right:6px}
.contents{position:sticky;top:0;z-index:3;display:flex;flex-wrap:wrap;gap:4px 16px;align-items:center;background:var(--page);border-bottom:1px solid var(--rule);padding:9px 0;font-size:13.5px}
.contents a{text-decoration:none}
.contents a:hover{text-decoration:underline}
.theme{margin-left:auto;color:var(--muted)}
section,h2{scroll-margin-top:52px}
.def{all:unset;cursor:help;text-decoration:underline dotted var(--muted);text-underline-offset:3px}
.def:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.definition{max-width:min(400px,calc(100vw - 24px));background:var(--card);color:var(--text);border:1px solid var(--rule);border-radius:10px;padding:14px 16px;font-size:13.5px;box-shadow:0 8px 30px rgba(0,0,0,.22)}
.definition p{margin:4px 0 8px}
.definition dl{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;margin:0;font-size:12.5px}
.definition dt{color:var(--muted)}
.definition dd{margin:0}
.flags{list-style:none;padding:0;margin:0;display:grid;gap:6px}
.flags li{border-left:4px solid var(--note-edge);background:var(--note);border-radius:4px;padding:7px 12px}
.flags b{font-variant-numeric:tabular-nums}
.key{margin-left:14px;white-space:nowrap}
.key::before{content:"";display:inline-block;width:14px;height:3px;border-radius:2px;margin-right:6px;vertical-align:middle;background:var(--muted)}
.key.equity::before{background:var(--accent)}
.key.other::before{background:var(--other)}
.key.gain::before{background:var(--gain)}
.key.loss::before{background:var(--loss)}
.key.ring::before{background:none;border:2px solid var(--text);border-radius:50%;width:9px;height:9px}
.mark{fill:var(--card);stroke:var(--text);stroke-width:2}
.multiples{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:14px 22px;margin:10px 0 18px}
.multiples figure{margin:0}
.multiples dl{display:flex;gap:4px 14px;margin:4px 0 0;font-size:12px;flex-wrap:wrap}
.multiples dl div{display:flex;gap:5px}
.multiples dt{color:var(--muted)}
.multiples dd{margin:0;font-variant-numeric:tabular-nums}
.line.gain{stroke:var(--gain)}
.line.loss{stroke:var(--loss)}
.key.half::before{background:rgba(var(--amt),.34);height:10px}
.key.wide::before{background:rgba(var(--amt),.14);height:10px}
.grid-2{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:8px 28px}
.grid-3{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,330px),1fr));gap:8px 24px;align-items:end}
.cards div{display:flex;flex-direction:column;justify-content:space-between}
.dots{fill:none;stroke-width:4.5;stroke-linecap:round;stroke-opacity:.62}
.dots.gain{stroke:var(--gain)}
.dots.loss{stroke:var(--loss)}
.dots.none{stroke:var(--muted)}
.bar.gain{fill:var(--gain)}
.bar.loss{fill:var(--loss)}
rect.bar{fill-opacity:.75}
.fan{stroke:none}
.fan.wide{fill:rgba(var(--amt),.12)}
.fan.half{fill:rgba(var(--amt),.24)}
.line.middle{stroke-dasharray:5 4}
td small,th small{display:block;font-size:10.5px;font-weight:400}
.lead,.verdict,.notice,li,p,figcaption,caption,.definition,.flags{overflow-wrap:anywhere}
.tools{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center;margin:6px 0 10px;font-size:13.5px}
.tools[hidden],.script-only[hidden]{display:none}
.tools button,.copy-button,.theme select,.tools select,.tools input[type=search]{background:var(--card);border:1px solid var(--rule);border-radius:6px;padding:3px 9px;min-height:28px;cursor:pointer}
.tools input[type=search]{cursor:text;width:150px}
.tools select{max-width:200px}
.tools button:hover,.copy-button:hover{border-color:var(--accent)}
.tools output{margin-left:auto;color:var(--muted);font-variant-numeric:tabular-nums}
.copy-button{font-size:11.5px;padding:0 7px;min-height:22px}
.chart{height:440px;border:1px solid var(--rule);border-radius:8px;overflow:hidden}
.chart table{font-size:12px;width:auto}
.chart td{padding:0;border:0}
.legend{color:var(--muted);font-size:12.5px;min-height:19px;white-space:pre-wrap;font-variant-numeric:tabular-nums;margin:0 0 4px}
.scroll.trades{max-height:510px;overflow:auto;margin-top:4px;border:1px solid var(--rule)}
.trades table{border-collapse:separate;border-spacing:0}
.trades thead th{position:sticky;top:0;z-index:1;padding:0}
.trades thead button{all:unset;cursor:pointer;display:block;width:100%;padding:7px 9px;white-space:nowrap;box-sizing:border-box}
.trades thead button:focus-visible,.trades th button:focus-visible{outline:2px solid var(--accent);outline-offset:-2px}
.trades [aria-sort] button::after{content:" ▲";font-size:10px}
.trades [aria-sort=descending] button::after{content:" ▼"}
.trades tbody th,.trades tbody td{height:30px;padding:0 9px;white-space:nowrap;vertical-align:middle;max-width:230px;overflow:hidden;text-overflow:ellipsis}
.trades tbody th button{all:unset;cursor:pointer;color:var(--accent);text-decoration:underline}
.trades .marked th,.trades .marked td{background:rgba(var(--amt),.14)}
.trades .space td{padding:0;border:0}
.chart-picture{display:none}
.off-screen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.contents a{overflow-wrap:anywhere}
.scroll td,.scroll th{max-width:520px;overflow-wrap:break-word}
@media (max-width:640px){.contents{position:static}.wide .tick{font-size:24px}section{padding:16px 14px}.chart{height:360px}}`;
