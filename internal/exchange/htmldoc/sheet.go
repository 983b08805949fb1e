// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package htmldoc

// sheet says how the page looks, on a screen from 320 pixels on and on A4.
const sheet = `
body{margin:0;background:#fff;color:#1b2733;font:1rem/1.5 "Liberation Sans",Arial,sans-serif}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 3rem;overflow-wrap:anywhere}
h1,h2,h3,h4,h5,dt,caption,figcaption{line-height:1.25}
h1,h2,h3,h4,h5{color:#1b3a5c;margin:1.8em 0 .5em;break-after:avoid}
h1{font-size:1.8rem;margin-top:0}h2{font-size:1.4rem}h3{font-size:1.2rem}h4{font-size:1.05rem}h5{font-size:1rem;font-style:italic}
.subtitle{color:#505c68;font-size:1.15rem;margin-top:-.4rem}
.head{margin:1rem 0;padding-bottom:1rem;border-bottom:2px solid #1b3a5c}
.head div{display:flex;flex-wrap:wrap;gap:0 1rem;margin:.2rem 0}.head dt{font-weight:bold;flex:0 0 12rem}.head dd{margin:0;flex:1 1 14rem}
.resolution{display:flex;gap:.8rem}.resolution .number{flex:none;min-width:1.6rem}
.level2{margin-left:2.4rem}.level3{margin-left:4.8rem}.level4{margin-left:7.2rem}
@media(max-width:30rem){.level2{margin-left:.8rem}.level3{margin-left:1.6rem}.level4{margin-left:2.4rem}}
a{color:#00579c}a:focus-visible,.wide:focus-visible{outline:3px solid #00579c;outline-offset:2px}
sup{line-height:0}sup a,a[role=doc-backlink]{padding:0 .15em}
li[dir=rtl]{list-style-position:inside}
mark{background:#fff0b3;color:#7a1600;font-weight:bold}
.wide{overflow-x:auto;margin:1.5rem 0 .4rem}
table{overflow-wrap:break-word;border-collapse:collapse;width:100%;font-size:.9rem;border-top:2px solid #1b3a5c;border-bottom:2px solid #1b3a5c}
caption,figcaption{text-align:left;font-weight:bold;font-size:.95rem;margin-bottom:.4rem}caption{padding-bottom:.4rem}
th,td{padding:.25rem .5rem;text-align:left;vertical-align:top;border-bottom:1px solid #c5ccd3}
thead th{background:#e4eef8;vertical-align:bottom}tbody th{font-weight:normal}.total th,.total td{font-weight:bold}
.numeric{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}thead .numeric{white-space:normal}
.note{margin:.2rem 0;color:#505c68;font-size:.85rem}
figure{margin:1.5rem 0}figure .wide{margin:.4rem 0}figure img{display:block;max-width:max(100%,34rem);height:auto}
[role=doc-endnotes]{font-size:.9rem}
@page{size:A4;margin:20mm 20mm 20mm 25mm}
@media print{body{font-size:10.5pt}main{max-width:none;padding:0}.wide{overflow:visible}figure img{max-width:100%}.page{break-before:page}
thead{display:table-header-group}tr,figure,.note{break-inside:avoid}a[role=doc-backlink]{display:none}a{color:inherit}thead th{print-color-adjust:exact}}
`
