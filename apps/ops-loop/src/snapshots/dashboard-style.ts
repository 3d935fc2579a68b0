const LIGHT = `--page:#f5f6f8;--card:#fff;--text:#1a2230;--muted:#586375;--rule:#dfe4ec;--head:#eef1f6;
--good:#0b6e46;--good-bg:#e0f3ea;--bad:#b3261e;--bad-bg:#fbe6e4;--warn:#8a5a00;--warn-bg:#fff1cf;--calm-bg:#e9edf3`;
const DARK = `--page:#0e131a;--card:#161d27;--text:#e7ecf3;--muted:#9ba8ba;--rule:#2b3646;--head:#1d2632;
--good:#5fd3a0;--good-bg:#123527;--bad:#ff938a;--bad-bg:#42191a;--warn:#f0c060;--warn-bg:#3a2c0c;--calm-bg:#243041`;

/** The dashboard's whole style; its hash stands in the page's policy. Light, dark, narrow and print. */
export const DASHBOARD_STYLE = `:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main,.top,footer,#lost{max-width:1160px;margin:0 auto;padding:0 20px}
.top{padding-top:32px}
h1{font-size:28px;line-height:1.2;margin:0;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{font-size:18px;margin:0 0 10px}
.kicker{color:var(--muted);font-size:12px;letter-spacing:.09em;text-transform:uppercase;margin:0 0 6px}
.lead,.note,.none{color:var(--muted);margin:6px 0;overflow-wrap:anywhere}
.note,.none{margin:0 0 10px}
.verdict{margin:18px 0 0;padding:12px 16px;border-radius:8px;font-weight:650;font-size:17px;border-left:6px solid}
.verdict.good{color:var(--good);background:var(--good-bg)}
.verdict.bad{color:var(--bad);background:var(--bad-bg)}
#lost{padding:12px 20px}
section{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:18px 22px;margin:16px 0}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(130px,1fr));gap:10px;margin:16px 0 0}
.cards div{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:10px 14px}
.cards dt{color:var(--muted);font-size:12.5px}
.cards dd{margin:2px 0 0;font-size:18px;font-weight:650;font-variant-numeric:tabular-nums}
.badge{display:inline-block;padding:0 8px;border-radius:999px;font-size:12.5px;font-weight:600;white-space:nowrap;background:var(--calm-bg);color:var(--muted)}
.badge.good{background:var(--good-bg);color:var(--good)}
.badge.bad{background:var(--bad-bg);color:var(--bad)}
.badge.warn{background:var(--warn-bg);color:var(--warn)}
.strip{display:flex;flex-wrap:wrap;gap:3px;list-style:none;margin:0;padding:0}
.strip li,.key{width:12px;height:22px;border-radius:3px;background:var(--calm-bg)}
.strip .ready,.key.ready{background:var(--good)}
.strip .not_ready,.key.not_ready{background:var(--warn)}
.strip .failed,.strip .timed_out,.key.failed,.key.timed_out{background:var(--bad)}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:10px 0 0;color:var(--muted);font-size:13px}
.key{display:inline-block;height:12px;margin-right:6px;vertical-align:-1px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.scroll{overflow-x:auto}
.scroll:focus-visible{outline:2px solid var(--muted);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}
th,td{padding:6px 9px;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}
thead th{background:var(--head);font-weight:600;font-size:12.5px}
td:last-child{overflow-wrap:anywhere}
.facts{margin:0}
.facts div{display:flex;gap:12px;border-bottom:1px solid var(--rule);padding:5px 0}
.facts dt{color:var(--muted);flex:0 0 120px}
.facts dd{margin:0;overflow-wrap:anywhere}
code{font:12.5px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
time{white-space:nowrap}
footer{color:var(--muted);font-size:13px;padding-bottom:36px}
@media print{:root{color-scheme:light;${LIGHT};--page:#fff}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{font-size:11px}main,.top,footer{max-width:none;padding:0}section{border:0;padding:8px 0}}
`;
