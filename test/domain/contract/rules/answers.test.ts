import { Conduct } from '../../../support/contract/conduct.js';
import { testRule } from '../../../support/contract/test-rule.js';

const bad = { external_id: 'bad', email: 'none' };
const good = { external_id: 'good' };
const answerBody = {
  message: 'success',
  errors: [{ type: 'EMAIL_BAD_FORMAT', input_array: 'attributes', index: 0 }],
};

testRule('reads_errors', {
  right: {
    'only the others go into the cohort': () =>
      new Conduct().rest('/users/track', { attributes: [bad, good] }, { answerBody }).fill({ add: ['good'] }),
    'the object corrected, and then the cohort': () =>
      new Conduct()
        .rest('/users/track', { attributes: [bad] }, { answerBody })
        .rest('/users/track', { attributes: [{ external_id: 'bad' }] })
        .fill({ add: ['bad'] }),
    'a user who leaves': () =>
      new Conduct().rest('/users/track', { attributes: [bad] }, { answerBody }).fill({ remove: ['bad'] }),
  },
  wrong: {
    'the same object again': [
      () =>
        new Conduct()
          .rest('/users/track', { attributes: [bad] }, { answerBody })
          .rest('/users/track', { attributes: [good, bad] }),
      [['r2', 'It has an object again that the errors of r1 name']],
    ],
    'the refused user goes into a cohort': [
      () =>
        new Conduct()
          .rest('/users/track', { attributes: [bad, good] }, { answerBody })
          .fill({ add: ['good', 'bad'] }),
      [['r2', 'It adds user_ids "bad", whom the errors of r1 name']],
    ],
  },
  nothing: {
    'no errors': () => new Conduct().rest('/users/track', { attributes: [good] }).fill({ add: ['good'] }),
    'errors of a refusal': () =>
      new Conduct().rest('/users/track', { attributes: [bad] }, { status: 400, answerBody }),
  },
});

const html = { status: 502, answerBody: '<html>Bad Gateway</html>' };

testRule('survives_no_json', {
  right: {
    'something follows HTML': () => new Conduct().fill({ add: ['a'] }, html).fill({ add: ['a'] }),
    'something follows a success without a body': () =>
      new Conduct().fill({ add: ['a'] }, { answerBody: null }).fill({ add: ['b'] }),
    'a batch is given up after a repeat': () =>
      new Conduct().fill({ add: ['a'] }, html).fill({ add: ['a'] }, html),
  },
  wrong: {
    'nothing follows HTML': [
      () => new Conduct().fill({ add: ['a'] }).fill({ add: ['b'] }, html),
      [['r2', 'It was answered 502 without JSON, and nothing came after it']],
    ],
  },
  nothing: {
    JSON: () => new Conduct().fill({ add: ['a'] }).fill({ add: ['a'] }, { status: 502 }),
    'a success at the end': () => new Conduct().fill({ add: ['a'] }, { answerBody: '<html>' }),
    'no answer': () => new Conduct().fill({ add: ['a'] }, { status: null }).fill({ add: ['a'] }),
  },
});
