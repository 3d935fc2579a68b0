const LIGHT = `--page:#f4f6f9;--card:#fff;--text:#172033;--muted:#55617a;--rule:#dde3ec;--head:#eef2f7;--link:#0b57b7;
--good:#0a6b43;--good-bg:#e0f3ea;--bad:#b3261e;--bad-bg:#fbe7e5;--warn:#7d5200;--warn-bg:#fff2d3;--calm-bg:#e8edf4;--hover:#f3f6fb;
--c0:#0b57b7;--c1:#b3450c;--c2:#0a6b43;--c3:#8a2a9b;--c4:#7d5200;--c5:#0e7490;--c6:#a3154c;--c7:#4b5563;--shadow:0 1px 2px rgba(23,32,51,.06)`;
const DARK = `--page:#0d1219;--card:#151c26;--text:#e6ebf3;--muted:#9ba8bc;--rule:#293445;--head:#1b2431;--link:#7db4ff;
--good:#5fd3a0;--good-bg:#113325;--bad:#ff958c;--bad-bg:#40191a;--warn:#f0c263;--warn-bg:#382b0e;--calm-bg:#233042;--hover:#1a2330;
--c0:#7db4ff;--c1:#ff9d66;--c2:#5fd3a0;--c3:#d99bf0;--c4:#f0c263;--c5:#63d2e6;--c6:#ff8fb5;--c7:#b4bdca;--shadow:none`;

/** Colours of lines that stand for subjects, in order: `var(--c0)` … */
export const LINE_COLOURS = 8;

/**
 * Colours, type and the parts that every page of this tool has: light, dark, narrow and print. A page adds
 * what only it needs behind it.
 */
export const THEME = `:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
html{scroll-padding-top:72px}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:4px}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
h1{font-size:27px;line-height:1.22;margin:0;letter-spacing:-.012em;overflow-wrap:anywhere}
h2{font-size:17px;margin:0 0 10px;letter-spacing:-.005em}
.kicker{color:var(--muted);font-size:12px;letter-spacing:.09em;text-transform:uppercase;margin:0 0 6px}
.lead,.note,.none{color:var(--muted);margin:6px 0;overflow-wrap:anywhere}
.note,.none{margin:0 0 10px;font-size:14px}
.card{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:18px 22px;margin:16px 0;box-shadow:var(--shadow)}
.badge{display:inline-block;padding:1px 9px;border-radius:999px;font-size:12.5px;font-weight:600;white-space:nowrap;background:var(--calm-bg);color:var(--muted)}
.badge.good{background:var(--good-bg);color:var(--good)}
.badge.bad{background:var(--bad-bg);color:var(--bad)}
.badge.warn{background:var(--warn-bg);color:var(--warn)}
.banner{margin:16px 0 0;padding:12px 16px;border-radius:8px;border-left:6px solid;overflow-wrap:anywhere}
.banner.warn{color:var(--warn);background:var(--warn-bg)}
.banner.bad{color:var(--bad);background:var(--bad-bg)}
.banner p{margin:0;font-weight:650}
.banner ul{margin:4px 0 0;padding-left:18px;font-size:14px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}
th,td{padding:7px 10px;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}
thead th{background:var(--head);font-weight:600;font-size:12.5px;white-space:nowrap}
tbody th{font-weight:500}
tbody tr:last-child>*{border-bottom:0}
tbody tr:hover{background:var(--hover)}
.num{text-align:right;white-space:nowrap}
code,.mono{font:12.5px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
time{white-space:nowrap}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.neg{color:var(--bad)}
.pos{color:var(--good)}
.spark{width:110px;height:24px;display:block}
.spark path{fill:none;stroke:var(--c0);stroke-width:1.5;vector-effect:non-scaling-stroke}
details>summary{cursor:pointer}
footer{color:var(--muted);font-size:13px;padding:8px 0 36px}
@media print{:root{color-scheme:light;${LIGHT};--page:#fff}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{font-size:11px}.card{break-inside:avoid;box-shadow:none;padding:8px 0;border:0}.scroll{overflow:visible}}
`;
