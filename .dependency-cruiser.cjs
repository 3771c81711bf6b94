/** The architecture as rules; docs/architecture.md gives the reasons. */
const lib = (name) => `^libs/${name}/`;

/** A part may import the named libs, through their index only, and itself. */
const may = (part, libs) => ({
  name: `${part}: only ${libs.join(', ') || 'no lib'}`,
  severity: 'error',
  from: { path: `^${part}/` },
  to: { path: '^(libs|apps)/', pathNot: [`^${part}/`, ...libs.map((name) => `^libs/${name}/src/index\\.ts$`)] },
});

/** An outside package has one home. */
const home = (name, ...paths) => ({
  name: `${name} has one home`,
  severity: 'error',
  from: { path: '^(apps|libs|migrations)/', pathNot: [...paths, '\\.spec\\.ts$'] },
  to: { path: `^node_modules/${name}/` },
});

const SERVER_LIBS = ['contracts', 'config', 'database', 'jobs', 'drafts', 'template-engine', 'tokens', 'quota', 'wareki', 'vault', 'audit'];

module.exports = {
  forbidden: [
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing lies about unused',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.spec\\.ts$', 'main\\.ts$', '\\.d\\.ts$'] },
      to: {},
    },
    ...['contracts', 'config', 'wareki', 'tokens', 'vault', 'jobs'].map((name) => may(`libs/${name}`, [])),
    ...['llm', 'database'].map((name) => may(`libs/${name}`, ['contracts'])),
    // docs/adr/0014: intake knows days when it sees them.
    ...['template-engine', 'review', 'word', 'intake'].map((name) => may(`libs/${name}`, ['contracts', 'wareki'])),
    ...['quota', 'audit'].map((name) => may(`libs/${name}`, ['contracts', 'database'])),
    // docs/adr/0004: what API and worker both do with drafts.
    may('libs/drafts', ['contracts', 'quota', 'template-engine', 'review', 'tokens', 'vault', 'wareki']),
    may('apps/api', [...SERVER_LIBS, 'review', 'word', 'intake']),
    may('apps/worker', [...SERVER_LIBS, 'llm', 'word']),
    may('apps/web', ['contracts', 'review', 'wareki']),
    may('apps/rehearsal', ['contracts', 'tokens']),
    may('apps/local', SERVER_LIBS),
    home('openai', lib('llm')),
    home('tiktoken', lib('tokens')),
    home('docx', lib('word')),
    home('handlebars', lib('template-engine')),
    home('@holiday-jp', lib('quota')),
    home('bullmq', lib('jobs'), '^apps/(api|worker)/'),
    home('nodemailer', '^apps/worker/src/mail/'),
    home('zod', '^libs/(contracts|config|jobs)/', '^apps/(api|rehearsal|local)/'),
    home('@angular', '^apps/web/'),
    {
      name: 'pure libs know no framework',
      severity: 'error',
      from: { path: '^libs/(contracts|review|wareki|template-engine|word|intake|tokens|vault)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^node_modules/(@nestjs|@angular|typeorm|bullmq|pg|fastify)/' },
    },
    {
      name: 'programs do not import tests',
      severity: 'error',
      from: { path: '^(apps|libs|migrations|bench)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^tests/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
  },
};
