import { CONTROL_STYLE } from './style-controls.js';

const LIGHT = `--page:#f5f6f8;--card:#fff;--text:#1a2230;--muted:#586375;--rule:#dfe4ec;--accent:#2457c5;
--gain:#0b6e46;--loss:#b3261e;--note:#fff4d6;--note-edge:#b77900;--area:rgba(36,87,197,.10);
--fall:#b3261e;--fall-area:rgba(179,38,30,.14);--head:#eef1f6;--up:11,110,70;--down:179,38,30;--amt:36,87,197;--candle-up:#9fb3c8;--candle-down:#5b6f88;--other:#8a6d1f`;
const DARK = `--page:#0e131a;--card:#161d27;--text:#e7ecf3;--muted:#9ba8ba;--rule:#2b3646;--accent:#82aaff;
--gain:#5fd3a0;--loss:#ff938a;--note:#33290f;--note-edge:#e0a93a;--area:rgba(130,170,255,.12);
--fall:#ff938a;--fall-area:rgba(255,147,138,.16);--head:#1d2632;--up:95,211,160;--down:255,147,138;--amt:130,170,255;--candle-up:#8ea3bb;--candle-down:#4f6179;--other:#d9b65c`;

function shades(): string {
  const strengths = ['.10', '.22', '.34', '.48'];
  return strengths
    .map(
      (strength, i) =>
        `.heat-p${i + 1}{background:rgba(var(--up),${strength})}` +
        `.heat-n${i + 1}{background:rgba(var(--down),${strength})}` +
        `.amount-${i + 1}{background:rgba(var(--amt),${strength})}`,
    )
    .join('');
}

/**
 * The page's whole style. Its hash stands in the page's content security policy, so nothing else can
 * style it; there are no style attributes. Works in light, dark and print.
 */
export const STYLE_SHEET = `:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${DARK}}}
:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark;${DARK}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main,.top,footer{max-width:1160px;margin:0 auto;padding:0 20px}
.top{padding-top:36px}
h1 .sub{color:var(--muted);font-weight:500}
h1{font-size:30px;line-height:1.2;margin:0;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{font-size:19px;margin:0 0 12px;letter-spacing:-.005em}
h3{font-size:15px;margin:22px 0 2px}
p{margin:6px 0}
a{color:var(--accent)}
.kicker{color:var(--muted);font-size:12px;letter-spacing:.09em;text-transform:uppercase;margin:0 0 6px}
.lead{color:var(--muted);margin:8px 0 0}
.notice{background:var(--note);border-left:4px solid var(--note-edge);border-radius:4px;padding:10px 14px;margin:14px 0 0;font-weight:600}
section{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:20px 22px;margin:18px 0}
section>p{color:var(--muted);max-width:100ch}
h3+p{margin:0 0 8px;font-size:13.5px}
time{white-space:nowrap}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(max(150px,calc((100% - 36px)/4)),1fr));gap:12px;margin:20px 0 0}
.cards div{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:12px 14px}
.cards dt{color:var(--muted);font-size:12.5px}
.cards dd{margin:2px 0 0;font-size:22px;font-weight:650;font-variant-numeric:tabular-nums;white-space:nowrap}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:6px 32px;margin:0}
.facts div{display:flex;gap:12px;border-bottom:1px solid var(--rule);padding:4px 0}
.facts dt{color:var(--muted);flex:0 0 128px}
.facts dd{margin:0;overflow-wrap:anywhere}
.scroll{overflow-x:auto;margin:0 0 14px;border-radius:6px}
.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--muted);font-size:12.5px;padding:0 0 6px}
h3~.scroll caption{display:none}
th,td{padding:6px 9px;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}
thead th{background:var(--head);white-space:normal;vertical-align:bottom;font-weight:600;font-size:12.5px;border-bottom-color:var(--rule)}
tbody th{font-weight:600}
.num{text-align:right;white-space:nowrap}
thead .num{white-space:normal}
.total th,.total td{border-top:2px solid var(--rule);font-weight:650}
.gain{color:var(--gain)}
.loss{color:var(--loss)}
code{font:12.5px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
figure{margin:0 0 16px}
figcaption{color:var(--muted);font-size:12.5px;margin:0 0 4px}
svg{display:block;width:100%;height:auto}
.spark{width:100px;height:24px}
.grid{stroke:var(--rule);stroke-width:1}
.base{stroke:var(--muted);stroke-width:1;stroke-dasharray:3 3}
.tick{fill:var(--muted);font-size:12px}
.line{fill:none;stroke-width:1.6;stroke-linejoin:round}
.line.equity,.spark .line{stroke:var(--accent)}
.line.drawdown{stroke:var(--fall)}
.line.ratio,.line.middle{stroke:var(--muted)}
.line.other{stroke:var(--other);stroke-width:1.2}
.area.ratio{fill:none}
.area{stroke:none}
.area.equity{fill:var(--area)}
.area.drawdown{fill:var(--fall-area)}
ul{margin:6px 0;padding-left:20px}
footer{color:var(--muted);font-size:13px;padding-bottom:40px}
${shades()}
${CONTROL_STYLE}
@media print{:root,:root:not([data-theme=light]),:root[data-theme]{color-scheme:light;${LIGHT};--page:#fff}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{font-size:11px}main,.top,footer{max-width:none;padding:0}section{border:0;padding:10px 0;margin:8px 0}
.scroll,.scroll.trades{overflow:visible;max-height:none;margin:0 0 8px}.contents,.tools,.copy-button,.theme,.legend{display:none}.def{border:0}.trades tbody td,.trades tbody th{height:auto;padding:2px 3px}.trades table{font-size:7.2px}.trades thead th{position:static}.trades thead button{font-size:7.2px;padding:2px 3px;white-space:normal}.trades tbody th button{color:inherit;text-decoration:none}.small{max-height:60mm}#chart-canvas{display:none}.chart-picture{display:block;width:100%;height:auto}table{font-size:9.5px}th,td{padding:3px 5px}thead{display:table-header-group}
tr,figure,.cards div{break-inside:avoid}h2{break-after:avoid}.cards dd{font-size:15px}}
@page{margin:14mm}
`;
