/** The style of the reference page. Light and dark by the reader's setting; a phone stacks what a desk shows side by side. */
export const pageStyle = `
:root{color-scheme:light dark;--bg:#fff;--ink:#1c2329;--soft:#56626d;--line:#dbe1e6;--wash:#f4f7f8;--accent:#0a6b5d;--mark:#fdf3d1;--get:#0b5cad;--put:#8a4b00;--post:#0a6b5d}
@media (prefers-color-scheme:dark){:root{--bg:#12171c;--ink:#dfe5ea;--soft:#9aa7b3;--line:#2c353e;--wash:#1a2128;--accent:#5cc9b5;--mark:#3a3214;--get:#79b8ff;--put:#f0b060;--post:#5cc9b5}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:break-word}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
a{color:var(--accent);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,pre:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-99em}.skip:focus{left:1rem;top:.5rem;background:var(--bg);padding:.25rem .5rem}
.page{max-width:78rem;margin:0 auto;padding:0 1.25rem}
header{padding:2.5rem 0 1.5rem;border-bottom:1px solid var(--line)}
header h1{margin:0;font-size:1.75rem;line-height:1.25;letter-spacing:-.01em}
header h1 span{display:block;font-size:1.1rem;font-weight:400;letter-spacing:0;color:var(--soft)}
header p{margin:.75rem 0 0;max-width:42rem}
nav{padding:1rem 0;border-bottom:1px solid var(--line);font-size:.9375rem}
nav h2{margin:.9rem 0 .2rem;font-size:.8125rem;font-weight:600;color:var(--soft)}
nav ul{list-style:none;margin:0;padding:0}
nav a{display:block;padding:.2rem 0;color:inherit;text-decoration:none}
nav a:hover{color:var(--accent);text-decoration:underline}
nav summary{cursor:pointer;padding:.2rem 0}
main{min-width:0;padding:1rem 0 4rem}
main>section{padding-top:1.5rem}
h2{margin:1.5rem 0 .5rem;font-size:1.4rem;line-height:1.3}
h3{margin:2.25rem 0 .4rem;font-size:1.125rem;line-height:1.35}
h4{margin:1.25rem 0 .3rem;font-size:.9375rem}
p,ul.answers,ul.problems{margin:.5rem 0;max-width:46rem}
ul.answers,ul.problems{padding:0;list-style:none}
.anchor{color:inherit;text-decoration:none}
.anchor:hover::after{content:" #";color:var(--soft)}
.route{font-size:1rem}
.method{font:600 .8125rem/1 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.get{color:var(--get)}.put{color:var(--put)}.post{color:var(--post)}
.door,.type,.optional,.bounds,.example{color:var(--soft);font-size:.875rem}
.operation,.shape{border-top:1px solid var(--line);margin-top:2rem}
.operation h3,.shape h3{margin-top:1.25rem}
pre{margin:.75rem 0;padding:.85rem 1rem;background:var(--wash);border-radius:6px;overflow-x:auto;line-height:1.5}
p code,dd code,li code{background:var(--wash);border-radius:3px;padding:.08em .28em}
a code{background:none!important;padding:0!important}
.wrap code{white-space:pre-wrap;line-break:anywhere}
.fields{margin:.5rem 0 1rem}
.field{padding:.55rem 0;border-top:1px solid var(--line)}
.field:first-child{border-top:0}
.field dt,.field dd{margin:0;min-width:0}
.name{color:inherit;text-decoration:none;font-weight:600}
.optional{font-style:italic}
.bounds,.example{display:block;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;margin:.75rem 0;font-size:.9375rem}
th{text-align:left;font-weight:600;font-size:.8125rem;color:var(--soft)}
th,td{padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line);vertical-align:top}
:target{background:var(--mark);box-shadow:-.5rem 0 0 var(--mark),.5rem 0 0 var(--mark)}
section:target{background:none;box-shadow:none}
section:target>h3,section:target>h2{background:var(--mark);box-shadow:-.5rem 0 0 var(--mark),.5rem 0 0 var(--mark)}
@media (max-width:44rem){
thead{display:none}
tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}
td{display:block;padding:0;border:0}
.codes td:nth-child(2):not([lang])::before{content:"status ";color:var(--soft);font-size:.875rem}
td.effect{color:var(--soft);font-size:.8125rem;float:left;margin-right:1rem}
td.map{display:inline-block;margin-right:1rem;color:var(--soft);font-size:.8125rem}
td.map::before{content:attr(data-label) " "}
}
@media (min-width:44.01rem){
.field{display:grid;grid-template-columns:minmax(0,15rem) minmax(0,1fr);gap:0 1.25rem}
.field .type{display:block}
td:first-child{white-space:nowrap}
}
@media (min-width:36rem) and (max-width:63.99rem){nav ul{columns:2}}
@media (min-width:64rem){
.columns{display:grid;grid-template-columns:15.5rem minmax(0,1fr);gap:3rem}
nav{position:sticky;top:0;align-self:start;max-height:100vh;overflow-y:auto;border:0;padding:1.25rem 0 2rem}
}
@media print{
:root{--bg:#fff;--ink:#000;--soft:#444;--line:#bbb;--wash:#f4f4f4;--accent:#000}
nav,.skip{display:none}
body{font-size:10pt}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
h2,h3,h4{break-after:avoid}
.field,tr,pre{break-inside:avoid}
}
`;
