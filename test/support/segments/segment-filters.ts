/** Every filter of the control API in every form, as it is sent, with the words it is described in. */
export const filtersInWords: [filter: Record<string, unknown>, words: string][] = [
  [
    { type: 'cohort', partner: 'hightouch', comparison: 'includes', cohort_ids: ['loyal-buyers'] },
    'Hightouch Cohorts includes "Loyal buyers"',
  ],
  [
    {
      type: 'cohort',
      partner: 'hightouch',
      comparison: 'does_not_include',
      cohort_ids: ['vip-1', 'vip-2', 'gone'],
    },
    'Hightouch Cohorts does not include "VIP" (vip-1), "VIP" (vip-2), "gone"',
  ],
  [
    { type: 'segment', comparison: 'includes', segment_ids: ['seg-1', 'seg-2'] },
    'Segment Membership includes "Everyone", "Twice" (seg-2)',
  ],
  [
    { type: 'segment', comparison: 'does_not_include', segment_ids: ['gone'] },
    'Segment Membership does not include "gone"',
  ],
  ...stringConditions(),
  ...otherConditions(),
  ...attributes(),
  ...occurrences(),
  ...states(),
];

function custom(valueType: string, rest: Record<string, unknown>): Record<string, unknown> {
  return { type: 'custom_attribute', name: 'plan', value_type: valueType, ...rest };
}

function stringConditions(): typeof filtersInWords {
  return [
    [
      custom('string', { comparison: 'is_any_of', value: ['gold', 'platinum'] }),
      'plan is any of "gold", "platinum"',
    ],
    [custom('string', { comparison: 'is_none_of', value: ['a "b"'] }), 'plan is none of "a \\"b\\""'],
    [custom('string', { comparison: 'contains_any_of', value: [' '] }), 'plan contains any of " "'],
    [
      custom('string', { comparison: 'does_not_contain_any_of', value: ['x'] }),
      'plan doesn\'t contain any of "x"',
    ],
    [custom('string', { comparison: 'matches_regex', value: '^g' }), 'plan matches regex "^g"'],
    [custom('string', { comparison: 'does_not_match_regex', value: 'd$' }), 'plan does not match regex "d$"'],
    [custom('string', { comparison: 'exists' }), 'plan is not blank'],
    [custom('string', { comparison: 'does_not_exist' }), 'plan is blank'],
    [
      {
        type: 'custom_attribute',
        name: 'address',
        path: 'geo.city',
        value_type: 'string',
        comparison: 'exists',
      },
      'address.geo.city is not blank',
    ],
    [
      {
        type: 'custom_attribute',
        name: 'pets',
        path: '[].type',
        value_type: 'string',
        comparison: 'is_any_of',
        value: ['dog'],
      },
      'pets[].type is any of "dog"',
    ],
  ];
}

function otherConditions(): typeof filtersInWords {
  return [
    [custom('number', { comparison: 'exactly', value: 0 }), 'plan exactly 0'],
    [custom('number', { comparison: 'does_not_equal', value: -1.5 }), 'plan does not equal -1.5'],
    [custom('number', { comparison: 'more_than', value: 3 }), 'plan more than 3'],
    [custom('number', { comparison: 'less_than', value: 3 }), 'plan less than 3'],
    [custom('number', { comparison: 'at_least', value: 3 }), 'plan at least 3'],
    [custom('number', { comparison: 'at_most', value: 3 }), 'plan no more than 3'],
    [custom('number', { comparison: 'exists' }), 'plan is not blank'],
    [custom('boolean', { comparison: 'is', value: 'true' }), 'plan is true'],
    [custom('boolean', { comparison: 'is', value: 'false_or_not_set' }), 'plan is false or not set'],
    [custom('boolean', { comparison: 'does_not_exist' }), 'plan is blank'],
    [
      custom('array', { comparison: 'includes_any_of', value: ['a', 1, true] }),
      'plan includes any of "a", 1, true',
    ],
    [custom('array', { comparison: 'includes_none_of', value: ['a'] }), 'plan includes none of "a"'],
    [custom('array', { comparison: 'is_all_of', value: ['a', 'b'] }), 'plan is all of "a", "b"'],
    [custom('array', { comparison: 'is_not_all_of', value: ['a'] }), 'plan isn\'t all of "a"'],
    [
      custom('array', { comparison: 'values_contain_any_of', value: ['a'] }),
      'plan values contain any of "a"',
    ],
    [
      custom('array', { comparison: 'values_do_not_contain_any_of', value: ['a'] }),
      'plan values don\'t contain any of "a"',
    ],
    [custom('array', { comparison: 'matches_regex', value: 'a|b' }), 'plan matches regex "a|b"'],
    [custom('array', { comparison: 'has_a_value' }), 'plan has a value'],
    [custom('array', { comparison: 'is_empty' }), 'plan is empty'],
    [custom('time', { comparison: 'before', value: '2026-02-03' }), 'plan before 2026-02-03'],
    [
      custom('time', { comparison: 'after', value: '2026-02-03T09:00:00Z' }),
      'plan after 2026-02-03T09:00:00Z',
    ],
    [custom('time', { comparison: 'more_than_days_ago', value: 1 }), 'plan more than 1 day ago'],
    [custom('time', { comparison: 'less_than_days_ago', value: 2.5 }), 'plan less than 2.5 days ago'],
    [custom('time', { comparison: 'in_more_than_days', value: 0 }), 'plan in more than 0 days'],
    [custom('time', { comparison: 'in_less_than_days', value: 7 }), 'plan in less than 7 days'],
    [custom('time', { comparison: 'exists' }), 'plan is not blank'],
  ];
}

function attributes(): typeof filtersInWords {
  const of = (field: string, rest: Record<string, unknown>) => ({ type: 'attribute', field, ...rest });
  const exists = { comparison: 'exists' };
  return [
    [of('country', { comparison: 'is_any_of', value: ['NL', 'BE'] }), 'Country is any of "NL", "BE"'],
    [of('language', { comparison: 'is_none_of', value: ['nl'] }), 'Language is none of "nl"'],
    [of('gender', { comparison: 'does_not_exist' }), 'Gender is blank'],
    [of('home_city', { comparison: 'contains_any_of', value: ['dam'] }), 'City contains any of "dam"'],
    [of('first_name', { comparison: 'matches_regex', value: '^K' }), 'First Name matches regex "^K"'],
    [of('last_name', exists), 'Last Name is not blank'],
    [of('email', exists), 'Email Address is not blank'],
    [of('phone', exists), 'Phone Number is not blank'],
    [of('external_id', exists), 'External User ID is not blank'],
    [of('time_zone', exists), 'Time Zone is not blank'],
    [of('created_at', { comparison: 'less_than_days_ago', value: 3 }), 'Created At less than 3 days ago'],
    [of('created_at', { comparison: 'before', value: '2026-02-03' }), 'Created At before 2026-02-03'],
    [of('created_at', exists), 'Created At is not blank'],
    [of('dob', { comparison: 'age_more_than', value: 17 }), 'Age more than 17'],
    [of('dob', { comparison: 'age_less_than', value: 18 }), 'Age less than 18'],
    [of('dob', { comparison: 'age_exactly', value: 0 }), 'Age exactly 0'],
    [of('dob', { comparison: 'birthday_on', value: '02-29' }), 'Birthday is 02-29'],
    [of('dob', { comparison: 'does_not_exist' }), 'Birthday is blank'],
  ];
}

function occurrences(): typeof filtersInWords {
  const event = { type: 'custom_event', name: 'added_to_cart' };
  const purchase = { type: 'purchase' };
  const often = { metric: 'count', comparison: 'more_than', value: 2 };
  return [
    [{ ...event, ...often }, 'Custom Event "added_to_cart" more than 2 times'],
    [
      { ...event, metric: 'count', comparison: 'less_than', value: 1, within_days: 7 },
      'Custom Event "added_to_cart" less than 1 time in the last 7 days',
    ],
    [
      {
        ...event,
        metric: 'count',
        comparison: 'exactly',
        value: 50,
        within_days: 1,
        property: { name: 'category', value_type: 'string', comparison: 'is_any_of', value: ['shoes'] },
      },
      'Custom Event "added_to_cart" exactly 50 times in the last 1 day where category is any of "shoes"',
    ],
    [
      { ...event, metric: 'first', comparison: 'more_than_days_ago', value: 3 },
      'First Did Custom Event "added_to_cart" more than 3 days ago',
    ],
    [
      { ...event, metric: 'last', comparison: 'less_than_days_ago', value: 0.5 },
      'Last Did Custom Event "added_to_cart" less than 0.5 days ago',
    ],
    [
      { ...event, metric: 'last', comparison: 'after', value: '2026-02-03' },
      'Last Did Custom Event "added_to_cart" after 2026-02-03',
    ],
    [{ ...purchase, ...often }, 'Total Number of Purchases more than 2'],
    [
      { ...purchase, product_id: 'shoe', ...often, within_days: 30 },
      'Total Number of Purchases of "shoe" more than 2 in the last 30 days',
    ],
    [
      { ...purchase, metric: 'money_spent', comparison: 'more_than', value: 99.5, within_days: 30 },
      'Money Spent more than 99.5 in the last 30 days',
    ],
    [
      { ...purchase, product_id: 'shoe', metric: 'money_spent', comparison: 'exactly', value: -5 },
      'Money Spent on "shoe" exactly -5',
    ],
    [
      { ...purchase, product_id: 'shoe', metric: 'has_purchased', comparison: 'is', value: false },
      'Purchased Product "shoe" is false',
    ],
    [
      { ...purchase, metric: 'first', comparison: 'before', value: '2026-02-03' },
      'First Made Purchase before 2026-02-03',
    ],
    [
      { ...purchase, product_id: 'shoe', metric: 'last', comparison: 'more_than_days_ago', value: 1.5 },
      'Last Purchased Product "shoe" more than 1.5 days ago',
    ],
  ];
}

function states(): typeof filtersInWords {
  return [
    [{ type: 'email_available', value: true }, 'Email Available is true'],
    [{ type: 'identity', is: 'identified' }, 'External User ID is not blank'],
    [{ type: 'identity', is: 'anonymous' }, 'External User ID is blank'],
    [{ type: 'identity', is: 'alias_only' }, 'External User ID is blank with a user alias'],
    [
      { type: 'subscription', channel: 'email', comparison: 'is_not', value: 'unsubscribed' },
      'Email Subscription Status is not Unsubscribed',
    ],
    [
      { type: 'subscription', channel: 'push', comparison: 'is', value: 'opted_in' },
      'Push Subscription Status is Opted-In',
    ],
    [
      { type: 'subscription_group', group_id: 'news', comparison: 'is', value: 'subscribed' },
      'Subscription Group "news" is Subscribed',
    ],
    [{ type: 'random_bucket', comparison: 'less_than', value: 2500 }, 'Random Bucket # less than 2500'],
    [{ type: 'random_bucket', comparison: 'at_most', value: 9999 }, 'Random Bucket # no more than 9999'],
    [
      { type: 'random_bucket', comparison: 'between', value: [0, 2499] },
      'Random Bucket # between 0 and 2499',
    ],
    [{ type: 'session_count', comparison: 'exactly', value: 0 }, 'Session Count exactly 0'],
    [
      { type: 'last_used_app', comparison: 'after', value: '2026-01-01T00:00:00Z' },
      'Last Used App after 2026-01-01T00:00:00Z',
    ],
    [
      { type: 'first_used_app', comparison: 'less_than_days_ago', value: 3 },
      'First Used App less than 3 days ago',
    ],
    [
      { type: 'received_campaign', campaign_id: 'c-1', comparison: 'has' },
      'Has received message from campaign "c-1"',
    ],
    [
      { type: 'received_campaign', campaign_id: 'c-1', comparison: 'has_not' },
      'Has not received message from campaign "c-1"',
    ],
  ];
}
