const SAMPLE = { subject: '見本の件名について', matter: '見本の内容です。ここを直してください。' };

/** What a new template begins with: two fields, one section, a page that shows both, and a test of its sample. */
export const BLANK_TEMPLATE: Readonly<Record<string, unknown>> = {
  purpose: '何のための文書かを書いてください。',
  keywords: [],
  styleProfile: 'taigai-koyobun',
  subjectSuffix: '',
  title: '{{subject}}',
  minutes: 5,
  usualAnswerTokens: 250,
  groups: [{ id: 'message', title: '伝える内容', fields: ['subject', 'matter'] }],
  fields: [
    { id: 'subject', label: '件名', type: 'text', required: true, maxLength: 80, pii: 'none', toLlm: 'raw' },
    { id: 'matter', label: '伝える内容', type: 'longtext', required: true, maxLength: 500, pii: 'none', toLlm: 'raw' },
  ],
  sections: [
    {
      id: 'body',
      label: '本文',
      instruction: '伝える内容を、結論から順に、分かりやすく述べる。',
      style: 'desu-masu',
      minChars: 20,
      maxChars: 400,
      maxSentenceChars: 80,
      maxTokens: 550,
      material: ['subject', 'matter'],
      boilerplate: '{{matter}}',
    },
  ],
  layout: [
    { part: 'subject', text: '{{subject}}' },
    { part: 'written', section: 'body' },
  ],
  acceptance: [],
  prompt: '',
  sample: {
    source: 'あおば市は架空の市です。',
    answers: SAMPLE,
  },
  tests: [{ id: 'sample', name: '入力例のとおり', answers: SAMPLE, expect: [{ that: 'contains', text: SAMPLE.subject }] }],
};
