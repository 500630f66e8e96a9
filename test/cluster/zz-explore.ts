import { tryCreate, MINOR } from './api-server.ts';
import { wholeObjects } from './sent-objects.ts';
import { loadCase, readCases, lintCase } from '../support/fixtures.ts';
import { Linter } from '../../src/core/lint.ts';
import { topics } from '../../src/topics/deck.ts';
import { manifests } from '../unit/snippet-files.ts';
import { expandSnippet } from '../../src/core/snippet.ts';
const rules = topics.flatMap((t) => t.rules);
let ok=0;
async function show(where: string, s: any) { const a = await tryCreate(s); if (a.accepted) ok++; else console.log(where, s.title, s.apiVersion, '=>', a.message.slice(0,400)); }
console.log('--- snippets');
for (const s of manifests) { const w = loadCase(new Map([['a.yaml', expandSnippet(s.body)]])); for (const o of wholeObjects(w,'a.yaml')) await show(s.prefix,o); }
console.log(ok,'--- fixed'); ok=0;
for (const r of rules) for (const c of readCases(r.id)) { if(!c.fixed) continue; const all = new Map([...c.files, ...c.fixed]); const w = loadCase(all); for (const p of c.fixed.keys()) for (const o of wholeObjects(w,p)) await show(r.id+'/'+c.name+'/'+p,o); }
console.log(ok,'--- good'); ok=0;
for (const r of rules) { if (r.docs.language!=='yaml') continue; const w = loadCase(new Map([['a.yaml', r.docs.good]])); for (const o of wholeObjects(w,'a.yaml')) await show('good '+r.id,o); }
console.log(ok,'--- errors'); ok=0;
for (const r of rules) for (const c of readCases(r.id)) { const w=loadCase(c.files); for (const f of new Linter(w,[r],{kubernetesMinor:MINOR}).findings ? [...c.files.keys()].flatMap(p=>new Linter(w,[r],{kubernetesMinor:MINOR}).findings(p)) : []) { if (f.severity!=='error') continue;
 const o = wholeObjects(w,f.path).find(x=>x.object.document.start<=f.span.start && f.span.start< x.object.document.start+x.object.document.text.length && (x.object.view.path.length===0 || (x.object.view.span.start<=f.span.start&&f.span.end<=x.object.view.span.end)));
 if(!o){console.log('NO OBJECT',r.id,c.name,f.path,f.message); continue;} const a=await tryCreate(o); console.log(a.accepted?'!!!ACCEPTED':'rejected', r.id,c.name,o.title,'|',f.message.slice(0,90),'=>',a.message.slice(0,700)); } }
