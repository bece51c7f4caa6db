/** The style of the page for patients: dark on white, since it is meant for paper; a phone stacks what a sheet shows side by side. */
export const explanationStyle = `
:root{color-scheme:light;--ink:#1c2329;--soft:#56626d;--line:#cfd6dc;--wash:#f4f7f8;--accent:#0a6b5d}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:52rem;padding:1.5rem 1.25rem 3rem;background:#fff;color:var(--ink);font:.9375rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:break-word}
bdi{overflow-wrap:anywhere}
.en{color:var(--soft);font-size:.875em;font-weight:400}
small{font-size:.8125em;font-weight:400;color:var(--soft)}
a{color:inherit}
.system{margin:0;color:var(--accent);font-weight:600}
.system .en{color:inherit}
h1{margin:.15rem 0 .6rem;font-size:1.75rem;line-height:1.25}
h1 .en{font-size:.6em}
h2{margin:1.75rem 0 .5rem;font-size:1.25rem;line-height:1.3}
h2 .en,.number{font-size:.75em}
.number{font-weight:400}
h3{margin:1.25rem 0 .35rem;font-size:1rem}
p,ul,dl,dd{margin:0}
ul{padding:0;list-style:none}
.notice{padding:.6rem .85rem;border-left:4px solid var(--accent);background:var(--wash)}
.notice .en,.status .en,.why .en,footer .en{display:block}
.facts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:.85rem 0}
.facts dt,.carried dt{font-size:.8125rem;color:var(--soft)}
.facts dd{font-weight:600}
.facts dd .zh,time{font-weight:400}
time{white-space:nowrap}
.order{margin-top:2rem;border-top:3px solid var(--ink)}
.head{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:flex-start;gap:.5rem 1.5rem}
.head>div{flex:1 1 16rem}
.head h2{margin:.85rem 0 .15rem}
.status{font-weight:600}
.pays{margin-top:.85rem;padding:.5rem 1rem .6rem;border:2px solid var(--accent);border-radius:6px;text-align:right}
.pays strong{display:block;font-size:2rem;line-height:1.15;font-variant-numeric:tabular-nums}
.carried{display:grid;grid-template-columns:repeat(5,minmax(max-content,1fr));border:1px solid var(--line);border-radius:6px}
.carried>div{padding:.45rem .7rem;border-left:1px solid var(--line)}
.carried>div:first-child{border-left:0}
.carried dt .en{display:block}
.carried dd{white-space:nowrap;font-size:1.125rem;font-weight:600;font-variant-numeric:tabular-nums}
.carried .priorPaid dd::before,.carried .insurer dd::before,.carried .writeOff dd::before{content:"− ";font-weight:400;color:var(--soft)}
.carried .patient{background:var(--wash)}
.carried .patient dd::before{content:"= ";font-weight:400;color:var(--soft)}
ul.why{margin-top:.85rem;padding:.5rem .85rem;background:var(--wash)}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th{text-align:left;font-weight:600}
thead th{font-size:.8125rem;vertical-align:bottom;color:var(--soft);border-bottom:1.5px solid var(--ink)}
thead .en{display:block}
th,td{padding:.4rem .5rem;vertical-align:top;border-bottom:1px solid var(--line)}
.lines th:first-child{min-width:9rem}
th:first-child,td:first-child{padding-left:0}
th:last-child,td:last-child{padding-right:0}
.lines td,.limits td,.lines th:not(:first-child),.limits th:not(:first-child),.overview th:last-child,.overview td:last-child{text-align:right;white-space:nowrap}
.lines thead th:not(:first-child),.limits td small{white-space:normal}
.limits td small{display:block}
.limits th .zh{display:block}
.overview td:first-child{white-space:nowrap}
.lines tr.why td{padding:0 0 .5rem 1.1rem;text-align:left;white-space:normal}
.lines tbody tr.line:not(:last-child)>*,.lines tbody tr.why:not(:last-child)>*{border-bottom:0}
.why li{display:grid;grid-template-columns:minmax(0,1fr) auto auto;gap:0 .75rem;padding:.15rem 0}
.why .code{color:var(--soft);font-size:.8125rem}
.why .amount{min-width:4.5rem;text-align:right}
.now>*{color:var(--soft)}
tfoot tr:first-child>*{border-top:1.5px solid var(--ink)}
tfoot td{font-weight:600}
.none{padding:2rem 0}
footer{margin-top:2rem;padding-top:.75rem;border-top:1px solid var(--line);color:var(--soft)}
footer p+p{margin-top:.5rem}
@media screen and (max-width:44rem){
.pays{flex:1 1 100%;text-align:left}
.carried{grid-template-columns:1fr}
.carried>div{display:flex;justify-content:space-between;gap:1rem;border-left:0;border-top:1px solid var(--line)}
.carried>div:first-child{border-top:0}
.carried dt .en{display:inline}
.lines thead,.limits thead,.overview thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.lines tr,.limits tr{display:block;padding:.4rem 0;border-bottom:1px solid var(--line)}
.lines th,.lines td,.limits th,.limits td{display:block;padding:.1rem 0;border:0!important}
.lines td[data-label],.limits td[data-label]{display:flex;justify-content:space-between;gap:1rem;white-space:normal}
td[data-label]::before{content:attr(data-label);color:var(--soft);font-size:.8125rem;text-align:left}
.lines tr.why td{padding-left:0}
.lines tbody tr:not(:last-child){border-bottom:0;padding-bottom:0}
.why li{grid-template-columns:minmax(0,1fr) auto}
.why .code{grid-row:2;grid-column:2;text-align:right}
.why .amount{grid-row:1;grid-column:2}
.why p{grid-row:1/3;grid-column:1}
.overview tr{display:grid;grid-template-columns:1fr auto;padding:.4rem 0;border-bottom:1px solid var(--line)}
.overview tbody>tr>*{display:block;padding:0;border:0}
.overview td:nth-child(3){grid-row:3;grid-column:1/-1}
.overview th{grid-row:2;grid-column:1}
.overview td:last-child{grid-row:1/3;grid-column:2;font-size:1.125rem;font-weight:600}
}
@page{size:A4;margin:14mm 15mm 16mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#56626d}}
@media print{
html{font-size:82%}
body{max-width:none;padding:0}
.lines :is(th,td):not(:first-child,:last-child){padding-left:.25rem;padding-right:.25rem}
.order{break-inside:avoid}
thead{display:table-header-group}
tfoot{display:table-row-group}
tbody,tr,.head,.carried,footer{break-inside:avoid}
h2,h3{break-after:avoid}
.notice,ul.why{background:none}
a{text-decoration:none}
}
`;
