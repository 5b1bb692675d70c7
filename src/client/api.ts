// Made by `npm run generate` from the endpoint values of the control API: its JSON as plain types, so that whoever imports
// the library needs neither zod nor its types.

/**
 * A permission of a REST API key.
 */
export type RestPermission =
  | 'users.track'
  | 'users.identify'
  | 'users.alias.new'
  | 'users.alias.update'
  | 'users.merge'
  | 'users.delete'
  | 'users.external_ids.rename'
  | 'users.external_ids.remove'
  | 'users.export.ids'
  | 'users.export.segment'
  | 'segments.list'
  | 'segments.details'
  | 'segments.data_series'
  | 'campaigns.list'
  | 'campaigns.details'
  | 'campaigns.trigger.send'
  | 'campaigns.trigger.schedule.create'
  | 'campaigns.trigger.schedule.update'
  | 'campaigns.trigger.schedule.delete'
  | 'canvas.list'
  | 'canvas.details'
  | 'canvas.trigger.send'
  | 'canvas.trigger.schedule.create'
  | 'canvas.trigger.schedule.update'
  | 'canvas.trigger.schedule.delete'
  | 'messages.send'
  | 'sends.id.create';
/**
 * One criterion of a segment.
 */
export type SegmentFilter =
  | {
      type: 'cohort';
      /**
       * Path name, e.g. hightouch; enabled for the workspace.
       */
      partner: string;
      comparison: 'includes' | 'does_not_include';
      /**
       * @minItems 1
       * @maxItems 256
       */
      cohort_ids: string[];
    }
  | {
      type: 'segment';
      comparison: 'includes' | 'does_not_include';
      /**
       * @minItems 1
       * @maxItems 256
       */
      segment_ids: string[];
    }
  | (
      | (
          | {
              type: 'custom_attribute';
              name: string;
              /**
               * Leads into an object attribute, names joined by dots; [] stands for every element of an array.
               */
              path?: string;
              value_type: 'string';
              comparison: 'is_any_of' | 'is_none_of' | 'contains_any_of' | 'does_not_contain_any_of';
              /**
               * @minItems 1
               * @maxItems 256
               */
              value: string[];
            }
          | {
              type: 'custom_attribute';
              name: string;
              /**
               * Leads into an object attribute, names joined by dots; [] stands for every element of an array.
               */
              path?: string;
              value_type: 'string';
              comparison: 'matches_regex' | 'does_not_match_regex';
              value: string;
            }
          | {
              type: 'custom_attribute';
              name: string;
              /**
               * Leads into an object attribute, names joined by dots; [] stands for every element of an array.
               */
              path?: string;
              value_type: 'string';
              comparison: 'exists' | 'does_not_exist';
            }
        )
      | (
          | {
              type: 'custom_attribute';
              name: string;
              /**
               * Leads into an object attribute, names joined by dots; [] stands for every element of an array.
               */
              path?: string;
              value_type: 'number';
              comparison: 'exactly' | 'does_not_equal' | 'more_than' | 'less_than' | 'at_least' | 'at_most';
              value: number;
            }
          | {
              type: 'custom_attribute';
              name: string;
              /**
               * Leads into an object attribute, names joined by dots; [] stands for every element of an array.
               */
              path?: string;
              value_type: 'number';
              comparison: 'exists' | 'does_not_exist';
            }
        )
      | (
          | {
              type: 'custom_attribute';
              name: string;
              /**
               * Leads into an object attribute, names joined by dots; [] stands for every element of an array.
               */
              path?: string;
              value_type: 'boolean';
              comparison: 'is';
              value: 'true' | 'false' | 'true_or_not_set' | 'false_or_not_set';
            }
          | {
              type: 'custom_attribute';
              name: string;
              /**
               * Leads into an object attribute, names joined by dots; [] stands for every element of an array.
               */
              path?: string;
              value_type: 'boolean';
              comparison: 'exists' | 'does_not_exist';
            }
        )
      | (
          | {
              type: 'custom_attribute';
              name: string;
              /**
               * Leads into an object attribute, names joined by dots; [] stands for every element of an array.
               */
              path?: string;
              value_type: 'array';
              comparison: 'includes_any_of' | 'includes_none_of' | 'is_all_of' | 'is_not_all_of';
              /**
               * @minItems 1
               * @maxItems 256
               */
              value: (string | number | boolean)[];
            }
          | {
              type: 'custom_attribute';
              name: string;
              /**
               * Leads into an object attribute, names joined by dots; [] stands for every element of an array.
               */
              path?: string;
              value_type: 'array';
              comparison: 'values_contain_any_of' | 'values_do_not_contain_any_of';
              /**
               * @minItems 1
               * @maxItems 256
               */
              value: string[];
            }
          | {
              type: 'custom_attribute';
              name: string;
              /**
               * Leads into an object attribute, names joined by dots; [] stands for every element of an array.
               */
              path?: string;
              value_type: 'array';
              comparison: 'matches_regex';
              value: string;
            }
          | {
              type: 'custom_attribute';
              name: string;
              /**
               * Leads into an object attribute, names joined by dots; [] stands for every element of an array.
               */
              path?: string;
              value_type: 'array';
              comparison: 'has_a_value' | 'is_empty';
            }
        )
      | (
          | {
              type: 'custom_attribute';
              name: string;
              /**
               * Leads into an object attribute, names joined by dots; [] stands for every element of an array.
               */
              path?: string;
              value_type: 'time';
              comparison: 'before' | 'after';
              value: string;
            }
          | {
              type: 'custom_attribute';
              name: string;
              /**
               * Leads into an object attribute, names joined by dots; [] stands for every element of an array.
               */
              path?: string;
              value_type: 'time';
              comparison:
                'more_than_days_ago' | 'less_than_days_ago' | 'in_more_than_days' | 'in_less_than_days';
              value: number;
            }
          | {
              type: 'custom_attribute';
              name: string;
              /**
               * Leads into an object attribute, names joined by dots; [] stands for every element of an array.
               */
              path?: string;
              value_type: 'time';
              comparison: 'exists' | 'does_not_exist';
            }
        )
    )
  | (
      | (
          | {
              type: 'attribute';
              field: 'country' | 'language' | 'gender';
              comparison: 'is_any_of' | 'is_none_of';
              /**
               * @minItems 1
               * @maxItems 256
               */
              value: string[];
            }
          | {
              type: 'attribute';
              field: 'country' | 'language' | 'gender';
              comparison: 'exists' | 'does_not_exist';
            }
        )
      | (
          | {
              type: 'attribute';
              field:
                'home_city' | 'first_name' | 'last_name' | 'email' | 'phone' | 'external_id' | 'time_zone';
              comparison: 'is_any_of' | 'is_none_of' | 'contains_any_of' | 'does_not_contain_any_of';
              /**
               * @minItems 1
               * @maxItems 256
               */
              value: string[];
            }
          | {
              type: 'attribute';
              field:
                'home_city' | 'first_name' | 'last_name' | 'email' | 'phone' | 'external_id' | 'time_zone';
              comparison: 'matches_regex' | 'does_not_match_regex';
              value: string;
            }
          | {
              type: 'attribute';
              field:
                'home_city' | 'first_name' | 'last_name' | 'email' | 'phone' | 'external_id' | 'time_zone';
              comparison: 'exists' | 'does_not_exist';
            }
        )
      | (
          | {
              type: 'attribute';
              field: 'created_at';
              comparison: 'before' | 'after';
              value: string;
            }
          | {
              type: 'attribute';
              field: 'created_at';
              comparison:
                'more_than_days_ago' | 'less_than_days_ago' | 'in_more_than_days' | 'in_less_than_days';
              value: number;
            }
          | {
              type: 'attribute';
              field: 'created_at';
              comparison: 'exists' | 'does_not_exist';
            }
        )
      | (
          | {
              type: 'attribute';
              field: 'dob';
              comparison: 'age_more_than' | 'age_less_than' | 'age_exactly';
              value: number;
            }
          | {
              type: 'attribute';
              field: 'dob';
              comparison: 'birthday_on';
              value: string;
            }
          | {
              type: 'attribute';
              field: 'dob';
              comparison: 'exists' | 'does_not_exist';
            }
        )
    )
  | (
      | {
          type: 'custom_event';
          name: string;
          metric: 'count';
          comparison: 'more_than' | 'less_than' | 'exactly';
          value: number;
          within_days?: number;
          property?: PropertyCondition;
        }
      | (
          | {
              type: 'custom_event';
              name: string;
              metric: 'first';
              comparison: 'before' | 'after';
              value: string;
            }
          | {
              type: 'custom_event';
              name: string;
              metric: 'first';
              comparison: 'more_than_days_ago' | 'less_than_days_ago';
              value: number;
            }
        )
      | (
          | {
              type: 'custom_event';
              name: string;
              metric: 'last';
              comparison: 'before' | 'after';
              value: string;
            }
          | {
              type: 'custom_event';
              name: string;
              metric: 'last';
              comparison: 'more_than_days_ago' | 'less_than_days_ago';
              value: number;
            }
        )
    )
  | (
      | {
          type: 'purchase';
          /**
           * Left out or null, of any product.
           */
          product_id?: string | null;
          metric: 'count';
          comparison: 'more_than' | 'less_than' | 'exactly';
          value: number;
          within_days?: number;
        }
      | {
          type: 'purchase';
          /**
           * Left out or null, of any product.
           */
          product_id?: string | null;
          metric: 'money_spent';
          comparison: 'more_than' | 'less_than' | 'exactly';
          value: number;
          within_days?: number;
        }
      | {
          type: 'purchase';
          product_id: string;
          metric: 'has_purchased';
          comparison: 'is';
          value: boolean;
        }
      | (
          | {
              type: 'purchase';
              /**
               * Left out or null, of any product.
               */
              product_id?: string | null;
              metric: 'first';
              comparison: 'before' | 'after';
              value: string;
            }
          | {
              type: 'purchase';
              /**
               * Left out or null, of any product.
               */
              product_id?: string | null;
              metric: 'first';
              comparison: 'more_than_days_ago' | 'less_than_days_ago';
              value: number;
            }
        )
      | (
          | {
              type: 'purchase';
              /**
               * Left out or null, of any product.
               */
              product_id?: string | null;
              metric: 'last';
              comparison: 'before' | 'after';
              value: string;
            }
          | {
              type: 'purchase';
              /**
               * Left out or null, of any product.
               */
              product_id?: string | null;
              metric: 'last';
              comparison: 'more_than_days_ago' | 'less_than_days_ago';
              value: number;
            }
        )
    )
  | (
      | {
          type: 'random_bucket';
          comparison: 'less_than' | 'at_most' | 'more_than' | 'at_least' | 'exactly';
          value: number;
        }
      | {
          type: 'random_bucket';
          comparison: 'between';
          /**
           * @minItems 2
           * @maxItems 2
           */
          value: never[];
        }
    )
  | (
      | {
          type: 'last_used_app' | 'first_used_app';
          comparison: 'before' | 'after';
          value: string;
        }
      | {
          type: 'last_used_app' | 'first_used_app';
          comparison: 'more_than_days_ago' | 'less_than_days_ago';
          value: number;
        }
    )
  | {
      type: 'email_available';
      value: boolean;
    }
  | {
      type: 'identity';
      is: 'identified' | 'anonymous' | 'alias_only';
    }
  | {
      type: 'subscription';
      channel: 'email' | 'push';
      comparison: 'is' | 'is_not';
      value: 'opted_in' | 'subscribed' | 'unsubscribed';
    }
  | {
      type: 'subscription_group';
      group_id: string;
      comparison: 'is' | 'is_not';
      value: 'subscribed' | 'unsubscribed';
    }
  | {
      type: 'session_count';
      comparison: 'more_than' | 'less_than' | 'exactly';
      value: number;
    }
  | {
      type: 'received_campaign';
      campaign_id: string;
      comparison: 'has' | 'has_not';
    };
/**
 * A condition on a property of an event or purchase.
 */
export type PropertyCondition =
  | (
      | {
          name: string;
          value_type: 'string';
          comparison: 'is_any_of' | 'is_none_of' | 'contains_any_of' | 'does_not_contain_any_of';
          /**
           * @minItems 1
           * @maxItems 256
           */
          value: string[];
        }
      | {
          name: string;
          value_type: 'string';
          comparison: 'matches_regex' | 'does_not_match_regex';
          value: string;
        }
      | {
          name: string;
          value_type: 'string';
          comparison: 'exists' | 'does_not_exist';
        }
    )
  | (
      | {
          name: string;
          value_type: 'number';
          comparison: 'exactly' | 'does_not_equal' | 'more_than' | 'less_than' | 'at_least' | 'at_most';
          value: number;
        }
      | {
          name: string;
          value_type: 'number';
          comparison: 'exists' | 'does_not_exist';
        }
    )
  | (
      | {
          name: string;
          value_type: 'boolean';
          comparison: 'is';
          value: 'true' | 'false' | 'true_or_not_set' | 'false_or_not_set';
        }
      | {
          name: string;
          value_type: 'boolean';
          comparison: 'exists' | 'does_not_exist';
        }
    )
  | (
      | {
          name: string;
          value_type: 'array';
          comparison: 'includes_any_of' | 'includes_none_of' | 'is_all_of' | 'is_not_all_of';
          /**
           * @minItems 1
           * @maxItems 256
           */
          value: (string | number | boolean)[];
        }
      | {
          name: string;
          value_type: 'array';
          comparison: 'values_contain_any_of' | 'values_do_not_contain_any_of';
          /**
           * @minItems 1
           * @maxItems 256
           */
          value: string[];
        }
      | {
          name: string;
          value_type: 'array';
          comparison: 'matches_regex';
          value: string;
        }
      | {
          name: string;
          value_type: 'array';
          comparison: 'has_a_value' | 'is_empty';
        }
    )
  | (
      | {
          name: string;
          value_type: 'time';
          comparison: 'before' | 'after';
          value: string;
        }
      | {
          name: string;
          value_type: 'time';
          comparison: 'more_than_days_ago' | 'less_than_days_ago' | 'in_more_than_days' | 'in_less_than_days';
          value: number;
        }
      | {
          name: string;
          value_type: 'time';
          comparison: 'exists' | 'does_not_exist';
        }
    );
/**
 * What became of a request, and why.
 */
export type Decision =
  | {
      kind: 'accepted';
      notes: {
        rule: string;
        message: string;
        /**
         * JSON path of the value it is about; of several, the first.
         */
        path?: string;
        /**
         * How many values it is about, when there are several.
         */
        count?: number;
        /**
         * Where the first of them stand.
         *
         * @maxItems 20
         */
        paths?: string[];
        /**
         * The value at `path`, redacted and cut to a readable length.
         */
        received?: unknown;
        /**
         * What to do about it.
         */
        hint?: string;
      }[];
    }
  | {
      kind: 'refused';
      rule: string;
      message: string;
      /**
       * JSON path of the value it is about; of several, the first.
       */
      path?: string;
      /**
       * How many values it is about, when there are several.
       */
      count?: number;
      /**
       * Where the first of them stand.
       *
       * @maxItems 20
       */
      paths?: string[];
      /**
       * The value at `path`, redacted and cut to a readable length.
       */
      received?: unknown;
      /**
       * What to do about it.
       */
      hint?: string;
      /**
       * What else of it Braze does not look at.
       */
      notes?: {
        rule: string;
        message: string;
        /**
         * JSON path of the value it is about; of several, the first.
         */
        path?: string;
        /**
         * How many values it is about, when there are several.
         */
        count?: number;
        /**
         * Where the first of them stand.
         *
         * @maxItems 20
         */
        paths?: string[];
        /**
         * The value at `path`, redacted and cut to a readable length.
         */
        received?: unknown;
        /**
         * What to do about it.
         */
        hint?: string;
      }[];
    };
/**
 * A way to name a user.
 */
export type ProfileReference =
  | {
      external_user_id: string;
    }
  | {
      braze_id: string;
    }
  | {
      email: string;
    }
  | {
      phone: string;
    }
  | {
      user_alias: {
        alias_label: string;
        alias_name: string;
      };
    };
/**
 * What a fault does to a request.
 */
export type FaultEffect =
  | {
      status: number;
      /**
       * With 429: of the headers.
       */
      retry_after_s?: number;
      /**
       * Whether the request is processed first; left out: with a status of 200 to 299.
       */
      applied?: boolean;
      /**
       * `retry_after`: only X-Ratelimit-Retry-After, as on plans priced by MAU.
       */
      rate_limit_headers?: 'all' | 'retry_after' | 'none';
      /**
       * By name, each with one value; without those that are about the connection.
       */
      headers?: {
        [k: string]: string;
      };
      /**
       * JSON, or text as it is; left out: Braze's own words, or none.
       */
      body?: unknown;
      content_type?: string;
      /**
       * The answer comes this much later than the change, on the workspace's clock.
       */
      answer_delay_ms?: number;
      jitter_ms?: number;
      /**
       * So much of the body comes, never all of it, and the connection ends.
       */
      cut_after_bytes?: number;
      /**
       * So many bytes of the body after each interval of real time.
       */
      drip?: {
        bytes: number;
        every_ms: number;
      };
      bytes_per_s?: number;
    }
  | {
      delay_ms: number;
      jitter_ms: number;
    }
  | {
      close: 'reset' | 'empty' | 'truncated' | 'hang' | 'garbage';
      applied?: true;
    }
  | {
      lose_answer: true;
    }
  | {
      hold: true;
    }
  | {
      rest_after_ms: number;
      first: 'identifiers' | 'users';
      share: number;
    }
  | {
      /**
       * The answer comes this much later than the change, on the workspace's clock.
       */
      answer_delay_ms?: number;
      jitter_ms?: number;
      /**
       * So much of the body comes, never all of it, and the connection ends.
       */
      cut_after_bytes?: number;
      /**
       * So many bytes of the body after each interval of real time.
       */
      drip?: {
        bytes: number;
        every_ms: number;
      };
      bytes_per_s?: number;
    };

/**
 * What each endpoint of the control API takes and gives, by the name of what it does.
 */
export interface ControlCalls {
  /**
   * Says that the server is alive, and which process it is.
   */
  getHealth: {
    params: {};
    query: {};
    body: undefined;
    answer: {
      status: 'ok';
      /**
       * Number of the process.
       */
      pid: number;
    };
  };
  /**
   * Says whether the start state is applied.
   */
  getReadiness: {
    params: {};
    query: {};
    body: undefined;
    answer: {
      status: 'ready';
    };
  };
  /**
   * Tells what the server is: version, storage, number of workspaces.
   */
  getInfo: {
    params: {};
    query: {};
    body: undefined;
    answer: {
      name: string;
      version: string;
      /**
       * Version of Node.js.
       */
      node: string;
      storage: {
        kind: 'memory' | 'file';
        file: string | null;
      };
      workspace_count: number;
      /**
       * The server's time.
       */
      now: string;
      /**
       * How large things may be, in bytes; journal_entries and open_waits are numbers of requests.
       */
      limits: {
        braze_body: number;
        control_body: number;
        braze_bodies_at_once: number;
        control_bodies_at_once: number;
        open_waits: number;
        open_wait_bodies: number;
        ndjson_line: number;
        snapshot: number;
        snapshots_in_memory: number;
        journal: number;
        journal_entries: number;
        journals_together: number;
        journal_page: number;
        profiles_page: number;
      };
      /**
       * The address to give a connector, from the request's own Host.
       */
      rest_endpoint: string;
    };
  };
  /**
   * Takes every workspace back to the state after the start.
   */
  resetServer: {
    params: {};
    query: {};
    body: {};
    answer: {
      workspace_count: number;
    };
  };
  /**
   * Lists the workspaces of the server.
   */
  listWorkspaces: {
    params: {};
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
      /**
       * A part of the name or id, in any case.
       */
      search?: string;
      /**
       * `created`: the oldest first; `activity`: that with the newest request first.
       */
      order?: 'created' | 'activity';
    };
    body: undefined;
    answer: {
      workspaces: ListedWorkspace[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Creates a workspace, an isolated world, with all that it begins with.
   */
  createWorkspace: {
    params: {};
    query: {};
    body: NewWorkspace;
    answer: Workspace;
  };
  /**
   * Shows a workspace with its keys and switches.
   */
  getWorkspace: {
    params: {
      ws: string;
    };
    query: {};
    body: undefined;
    answer: Workspace;
  };
  /**
   * Changes the name, switches or data settings of a workspace; what is left out stays as it is.
   */
  updateWorkspace: {
    params: {
      ws: string;
    };
    query: {};
    body: {
      name?: string;
      behaviour?: BehaviourChanges;
      /**
       * Types that are forced on custom attributes, and those that are blocklisted.
       *
       * @maxItems 5000
       */
      custom_attributes?: {
        name: string;
        /**
         * Values are coerced into it, or ignored where that is impossible. Left out, each keeps its own.
         */
        type?: 'string' | 'number' | 'boolean' | 'array' | 'time' | 'object' | 'object_array';
        /**
         * Whether what is sent of it is ignored.
         */
        blocklisted?: boolean;
      }[];
      /**
       * Names of custom events that are not recorded.
       *
       * @maxItems 5000
       */
      blocklisted_events?: string[];
    };
    answer: Workspace;
  };
  /**
   * Deletes a workspace with everything in it. Its keys are invalid from then on.
   */
  deleteWorkspace: {
    params: {
      ws: string;
    };
    query: {};
    body: undefined;
    answer: undefined;
  };
  /**
   * Counts what a workspace has: users, cohorts, segments, requests and so on.
   */
  countWorkspace: {
    params: {
      ws: string;
    };
    query: {};
    body: undefined;
    answer: WorkspaceCounts;
  };
  /**
   * Takes a workspace back to what it was created with.
   */
  resetWorkspace: {
    params: {
      ws: string;
    };
    query: {};
    body: {};
    answer: Workspace;
  };
  /**
   * Tells the time of a workspace.
   */
  readClock: {
    params: {
      ws: string;
    };
    query: {};
    body: undefined;
    answer: Clock;
  };
  /**
   * Sets a workspace's clock, freezes it, or lets it run.
   */
  setClock: {
    params: {
      ws: string;
    };
    query: {};
    body: {
      /**
       * An ISO 8601 date or time; without a zone it is UTC.
       */
      now?: string;
      frozen?: boolean;
    };
    answer: Clock;
  };
  /**
   * Moves a workspace's clock on.
   */
  advanceClock: {
    params: {
      ws: string;
    };
    query: {};
    body: {
      ms: number;
    };
    answer: Clock;
  };
  /**
   * Sleeps on a workspace's clock: moves it on and answers at once.
   */
  sleep: {
    params: {
      ws: string;
    };
    query: {
      ms?: string;
      seconds?: string;
    };
    body: {
      ms?: number;
      seconds?: number;
    };
    answer: Clock;
  };
  /**
   * Lists the partners of the server as a workspace sees them.
   */
  listPartners: {
    params: {
      ws: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
    };
    body: undefined;
    answer: {
      partners: WorkspacePartner[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Shows a partner as a workspace sees it, with its keys.
   */
  getPartner: {
    params: {
      ws: string;
      partner: string;
    };
    query: {};
    body: undefined;
    answer: WorkspacePartner;
  };
  /**
   * Switches the integration of a partner on or off in a workspace.
   */
  setPartnerEnabled: {
    params: {
      ws: string;
      partner: string;
    };
    query: {};
    body: {
      enabled: boolean;
    };
    answer: WorkspacePartner;
  };
  /**
   * Lists the data import keys of a partner, invalidated ones too.
   */
  listDataImportKeys: {
    params: {
      ws: string;
      partner: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
    };
    body: undefined;
    answer: {
      data_import_keys: DataImportKey[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Creates a data import key, which opens the workspace to the partner.
   */
  createDataImportKey: {
    params: {
      ws: string;
      partner: string;
    };
    query: {};
    body: {
      /**
       * Left out, a key is made.
       */
      key?: string;
    };
    answer: DataImportKey;
  };
  /**
   * Invalidates a data import key. It stays in the list.
   */
  invalidateDataImportKey: {
    params: {
      ws: string;
      partner: string;
      key: string;
    };
    query: {};
    body: undefined;
    answer: undefined;
  };
  /**
   * Lists the REST API keys of a workspace.
   */
  listRestApiKeys: {
    params: {
      ws: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
    };
    body: undefined;
    answer: {
      rest_api_keys: RestApiKey[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Creates a REST API key with the permissions it is given.
   */
  createRestApiKey: {
    params: {
      ws: string;
    };
    query: {};
    body: {
      /**
       * Left out, a key is made.
       */
      key?: string;
      /**
       * Left out, all.
       */
      permissions?: RestPermission[];
    };
    answer: RestApiKey;
  };
  /**
   * Deletes a REST API key.
   */
  deleteRestApiKey: {
    params: {
      ws: string;
      key: string;
    };
    query: {};
    body: undefined;
    answer: undefined;
  };
  /**
   * Lists profiles: all, or those that one criterion finds.
   */
  listUsers: {
    params: {
      ws: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
      external_id?: string;
      /**
       * Goes with alias_name.
       */
      alias_label?: string;
      /**
       * Goes with alias_label.
       */
      alias_name?: string;
      device_id?: string;
      email?: string;
      phone?: string;
      /**
       * Any identifier: external id, `label:name` of an alias, device, e-mail address, phone, braze_id; or how external ids begin.
       */
      search?: string;
    };
    body: undefined;
    answer: {
      users: Profile[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Adds profiles: all of a JSON array or none, or an NDJSON stream of any length.
   */
  addUsers: {
    params: {
      ws: string;
    };
    query: {};
    body: NewUser[];
    answer: {
      created: number;
      /**
       * Left out when there are over 1,000, and for an NDJSON body.
       */
      users?: Profile[];
    };
  };
  /**
   * Shows a profile whole, with the cohorts it is in.
   */
  getUser: {
    params: {
      ws: string;
      braze_id: string;
    };
    query: {};
    body: undefined;
    answer: User;
  };
  /**
   * Deletes a profile, and takes it out of every cohort.
   */
  deleteUser: {
    params: {
      ws: string;
      braze_id: string;
    };
    query: {};
    body: undefined;
    answer: undefined;
  };
  /**
   * Shows what a profile did and received: custom events, purchases, messages.
   */
  getUserActivity: {
    params: {
      ws: string;
      braze_id: string;
    };
    query: {};
    body: undefined;
    answer: UserActivity;
  };
  /**
   * Logs somebody in on the device of an anonymous profile, as the SDK's changeUser does.
   */
  changeUser: {
    params: {
      ws: string;
      braze_id: string;
    };
    query: {};
    body: {
      external_id: string;
    };
    answer: User;
  };
  /**
   * Waits until a cohort is as expected, or the time is over.
   */
  waitForCohort: {
    params: {
      ws: string;
    };
    query: {};
    body: {
      partner: string;
      cohort_id: string;
      size?: number;
      /**
       * @maxItems 1000
       */
      members?: (
        | {
            external_id: string;
          }
        | {
            device_id: string;
          }
        | {
            user_alias: {
              alias_label: string;
              alias_name: string;
            };
          }
      )[];
      /**
       * For how long, in real time, the cohort must not have changed.
       */
      quiet_ms?: number;
      timeout_ms?: number;
    };
    answer: {
      /**
       * Whether it came to that before the time was over.
       */
      matched: boolean;
      size: number;
      /**
       * Members who were waited for in vain.
       */
      missing: (
        | {
            external_id: string;
          }
        | {
            device_id: string;
          }
        | {
            user_alias: {
              alias_label: string;
              alias_name: string;
            };
          }
      )[];
      /**
       * Of a miss: what kept it, such as a cohort that was never named.
       */
      reason?: string;
    };
  };
  /**
   * Lists the cohorts that partners made in a workspace.
   */
  listCohorts: {
    params: {
      ws: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
      /**
       * Only those of this partner.
       */
      partner?: string;
      /**
       * Only those whose name or id has this in it, in any case of ASCII letters.
       */
      search?: string;
      /**
       * `id`: by partner and id. `changed`: the one that changed last comes first.
       */
      order?: 'id' | 'changed';
    };
    body: undefined;
    answer: {
      cohorts: Cohort[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Shows a cohort.
   */
  getCohort: {
    params: {
      ws: string;
      partner: string;
      cohort_id: string;
    };
    query: {};
    body: undefined;
    answer: Cohort;
  };
  /**
   * Deletes a cohort. The profiles stay.
   */
  deleteCohort: {
    params: {
      ws: string;
      partner: string;
      cohort_id: string;
    };
    query: {};
    body: undefined;
    answer: undefined;
  };
  /**
   * Lists the segments with a filter that names a cohort.
   */
  listCohortSegments: {
    params: {
      ws: string;
      partner: string;
      cohort_id: string;
    };
    query: {};
    body: undefined;
    answer: {
      /**
       * In order of creation.
       */
      segments: {
        id: string;
        name: string;
        archived: boolean;
      }[];
    };
  };
  /**
   * Lists the profiles that are in a cohort.
   */
  listCohortMembers: {
    params: {
      ws: string;
      partner: string;
      cohort_id: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
      /**
       * Only those with an identifier that begins so: an external id, a device, an alias as `label:name`, or its name.
       */
      search?: string;
    };
    body: undefined;
    answer: {
      members: Profile[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Says whether somebody is in a cohort, and why.
   */
  explainMember: {
    params: {
      ws: string;
      partner: string;
      cohort_id: string;
    };
    query: {
      external_id?: string;
      /**
       * Goes with alias_name.
       */
      alias_label?: string;
      /**
       * Goes with alias_label.
       */
      alias_name?: string;
      device_id?: string;
      /**
       * An external id, `device:` and a device id, or `label:name`: whichever a user has.
       */
      id?: string;
    };
    body: undefined;
    answer: ExplainedMember;
  };
  /**
   * Says of each of a list of identifiers whether it is in a cohort, and why.
   */
  explainMembers: {
    params: {
      ws: string;
      partner: string;
      cohort_id: string;
    };
    query: {};
    body: {
      /**
       * Identifiers, or texts: an external id, `device:` and a device id, or `label:name`, whichever a user has.
       *
       * @minItems 1
       * @maxItems 10000
       */
      identifiers: (
        | string
        | (
            | {
                external_id: string;
              }
            | {
                device_id: string;
              }
            | {
                user_alias: {
                  alias_label: string;
                  alias_name: string;
                };
              }
          )
      )[];
    };
    answer: {
      counts: {
        member: number;
        not_member: number;
        skipped: number;
        other_form: number;
        unknown: number;
      };
      /**
       * In the order of `identifiers`.
       */
      members: Membership[];
      /**
       * How many requests the journal had to let go of: what they did is not told.
       */
      evicted: number;
      /**
       * When the last of them arrived.
       */
      evicted_until: string | null;
    };
  };
  /**
   * Lists the syncs of a workspace, the newest first.
   */
  listSyncs: {
    params: {
      ws: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
    };
    body: undefined;
    answer: {
      syncs: Sync[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
      /**
       * How many requests the journal had to let go of: what they did is not told.
       */
      evicted: number;
      /**
       * When the last of them arrived.
       */
      evicted_until: string | null;
    };
  };
  /**
   * Lists the syncs of a cohort, the newest first.
   */
  listCohortSyncs: {
    params: {
      ws: string;
      partner: string;
      cohort_id: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
    };
    body: undefined;
    answer: {
      syncs: Sync[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
      /**
       * How many requests the journal had to let go of: what they did is not told.
       */
      evicted: number;
      /**
       * When the last of them arrived.
       */
      evicted_until: string | null;
    };
  };
  /**
   * Shows a sync with what each of its requests changed: who came and who left.
   */
  getSync: {
    params: {
      ws: string;
      partner: string;
      cohort_id: string;
      id: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
    };
    body: undefined;
    answer: {
      sync: Sync;
      requests: {
        id: string;
        at: string;
        path: string;
        status: number | null;
        decision: Decision;
        outcome: CohortOutcome | null;
        /**
         * The identifiers by which somebody came.
         */
        added: (
          | {
              external_id: string;
            }
          | {
              device_id: string;
            }
          | {
              user_alias: {
                alias_label: string;
                alias_name: string;
              };
            }
        )[];
        /**
         * The identifiers by which somebody left.
         */
        removed: (
          | {
              external_id: string;
            }
          | {
              device_id: string;
            }
          | {
              user_alias: {
                alias_label: string;
                alias_name: string;
              };
            }
        )[];
        /**
         * How many were in the cohort afterwards.
         */
        size: number | null;
      }[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Shows how many were in a cohort over time.
   */
  listCohortSizes: {
    params: {
      ws: string;
      partner: string;
      cohort_id: string;
    };
    query: {
      /**
       * How many points there are at most; of more, some are left out, evenly spread.
       */
      points?: number;
    };
    body: undefined;
    answer: {
      /**
       * How many are in the cohort now.
       */
      size: number;
      /**
       * The oldest first.
       */
      points: {
        at: string;
        /**
         * How many were in it after the request.
         */
        size: number;
        added: number;
        removed: number;
        request_id: string;
      }[];
      /**
       * The last requests that were refused, at most `points`; the oldest first.
       */
      failures: {
        at: string;
        /**
         * Null when no answer went out.
         */
        status: number | null;
        request_id: string;
      }[];
      /**
       * Of how many requests the points are.
       */
      request_count: number;
      /**
       * How many requests the journal had to let go of: what they did is not told.
       */
      evicted: number;
      /**
       * When the last of them arrived.
       */
      evicted_until: string | null;
    };
  };
  /**
   * Counts the requests of the last minutes whose keys name no workspace, and says why the last was refused.
   */
  getServerTraffic: {
    params: {};
    query: {
      /**
       * Of how many minutes until now.
       */
      minutes?: number;
      /**
       * Into how many stretches of equal length they are divided.
       */
      points?: number;
    };
    body: undefined;
    answer: Traffic;
  };
  /**
   * Counts the requests of the last minutes to a workspace, and says why the last refused one was.
   */
  getTraffic: {
    params: {
      ws: string;
    };
    query: {
      /**
       * Of how many minutes until now.
       */
      minutes?: number;
      /**
       * Into how many stretches of equal length they are divided.
       */
      points?: number;
    };
    body: undefined;
    answer: Traffic;
  };
  /**
   * Shows how many cohorts and members each partner has imported, and when it last did.
   */
  listImports: {
    params: {
      ws: string;
    };
    query: {};
    body: undefined;
    answer: {
      imports: {
        partner: string;
        cohort_count: number;
        /**
         * Of all its cohorts together: who is in two counts twice.
         */
        member_count: number;
        /**
         * When one of its cohorts was last named or changed.
         */
        changed_at: string | null;
        /**
         * When its last request to a cohort arrived, as the journal has it.
         */
        requested_at: string | null;
      }[];
    };
  };
  /**
   * Lists the segments of a workspace, archived ones too.
   */
  listSegments: {
    params: {
      ws: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
      /**
       * Words, or phrases in quotes, of which a name has one at least; or an id.
       */
      search?: string;
      /**
       * Left out, archived ones and others.
       */
      archived?: 'true' | 'false';
      /**
       * `true`: the newest first. Otherwise, by creation.
       */
      newest_first?: 'true' | 'false';
    };
    body: undefined;
    answer: {
      segments: Segment[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Creates a segment, which at Braze only a person in the dashboard can do.
   */
  createSegment: {
    params: {
      ws: string;
    };
    query: {};
    body: NewSegment;
    answer: Segment;
  };
  /**
   * Says who would be in a segment of a definition, without saving it.
   */
  evaluateDefinition: {
    params: {
      ws: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
      /**
       * `true`: each filter and each group is counted too.
       */
      counts?: 'true' | 'false';
    };
    body: {
      definition: SegmentDefinition;
    };
    answer: {
      size: number;
      members: Profile[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
      /**
       * When they were asked for.
       */
      counts?: {
        /**
         * Such as `groups[0].filters[1]`, `groups[0]` or `exclusion_groups[0]`.
         */
        path: string;
        /**
         * Profiles for which it is true, looked at alone.
         */
        size: number;
        /**
         * Of an exclusion group: who is left after it and those before it.
         */
        remaining?: number;
      }[];
    };
  };
  /**
   * Shows a segment with what uses it.
   */
  getSegment: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: undefined;
    answer: Segment;
  };
  /**
   * Replaces a segment whole; its id stays.
   */
  replaceSegment: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: {
      name: string;
      text_description?: string;
      tags?: string[];
      teams?: string[];
      analytics_tracking_enabled?: boolean;
      definition: SegmentDefinition;
    };
    answer: Segment;
  };
  /**
   * Deletes a segment that nothing uses.
   */
  deleteSegment: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: undefined;
    answer: undefined;
  };
  /**
   * Archives a segment, and stops the campaigns and Canvases that use it.
   */
  archiveSegment: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: {};
    answer: Segment;
  };
  /**
   * Takes a segment out of the archive.
   */
  unarchiveSegment: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: {};
    answer: Segment;
  };
  /**
   * Counts the profiles that are in a segment now, exactly.
   */
  getSegmentSize: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: undefined;
    answer: {
      size: number;
    };
  };
  /**
   * Lists the profiles that are in a segment now.
   */
  listSegmentMembers: {
    params: {
      ws: string;
      id: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
    };
    body: undefined;
    answer: {
      members: Profile[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Says whether a profile is in a segment, and which criteria keep it out.
   */
  lookUpUser: {
    params: {
      ws: string;
      id: string;
    };
    query: {
      external_id?: string;
      braze_id?: string;
    };
    body: undefined;
    answer: {
      matches: boolean;
      /**
       * The criteria that keep the profile out.
       */
      failing: {
        /**
         * Such as `groups[0].filters[1]` or `apps_used`.
         */
        path: string;
        description: string;
      }[];
      /**
       * Every criterion, and whether the profile meets it.
       */
      criteria: {
        path: string;
        description: string;
        met: boolean;
      }[];
    };
  };
  /**
   * Lists the campaigns of a workspace.
   */
  listCampaigns: {
    params: {
      ws: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
      /**
       * Words, or phrases in quotes, of which a name has one at least; or an id.
       */
      search?: string;
      /**
       * Left out, archived ones and others.
       */
      archived?: 'true' | 'false';
      /**
       * `true`: the newest first. Otherwise, by creation.
       */
      newest_first?: 'true' | 'false';
    };
    body: undefined;
    answer: {
      campaigns: Campaign[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Creates a campaign: API-triggered, enabled and for everybody, where not said otherwise.
   */
  createCampaign: {
    params: {
      ws: string;
    };
    query: {};
    body: NewCampaign;
    answer: Campaign;
  };
  /**
   * Shows a campaign.
   */
  getCampaign: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: undefined;
    answer: Campaign;
  };
  /**
   * Replaces a campaign whole; its id and what it sent stay.
   */
  replaceCampaign: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: NewCampaign;
    answer: Campaign;
  };
  /**
   * Deletes a campaign.
   */
  deleteCampaign: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: undefined;
    answer: undefined;
  };
  /**
   * Shows whom a broadcast of a campaign would reach now.
   */
  viewCampaignAudience: {
    params: {
      ws: string;
      id: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
    };
    body: undefined;
    answer: {
      size: number;
      members: Profile[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Sends a campaign by hand, and shows what became of it.
   */
  sendCampaign: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: {
      /**
       * As Braze takes them. Left out, everybody in the target gets it.
       */
      recipients?: {
        [k: string]: unknown;
      }[];
      /**
       * Left out, true when there are no recipients.
       */
      broadcast?: boolean;
      /**
       * A connected audience, which narrows who gets it.
       */
      audience?: {
        [k: string]: unknown;
      };
      /**
       * Personalizes the message for all receivers.
       */
      trigger_properties?: {
        [k: string]: unknown;
      };
      /**
       * One that was created for the campaign.
       */
      send_id?: string;
      /**
       * Of e-mails.
       */
      attachments?: {
        [k: string]: unknown;
      }[];
    };
    answer: Send;
  };
  /**
   * Lists the Canvases of a workspace.
   */
  listCanvases: {
    params: {
      ws: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
      /**
       * Words, or phrases in quotes, of which a name has one at least; or an id.
       */
      search?: string;
      /**
       * Left out, archived ones and others.
       */
      archived?: 'true' | 'false';
      /**
       * `true`: the newest first. Otherwise, by creation.
       */
      newest_first?: 'true' | 'false';
    };
    body: undefined;
    answer: {
      canvases: Canvas[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Creates a Canvas: API-triggered, enabled and for everybody, where not said otherwise.
   */
  createCanvas: {
    params: {
      ws: string;
    };
    query: {};
    body: NewCanvas;
    answer: Canvas;
  };
  /**
   * Shows a Canvas.
   */
  getCanvas: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: undefined;
    answer: Canvas;
  };
  /**
   * Replaces a Canvas whole; its id and what it sent stay.
   */
  replaceCanvas: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: NewCanvas;
    answer: Canvas;
  };
  /**
   * Deletes a Canvas.
   */
  deleteCanvas: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: undefined;
    answer: undefined;
  };
  /**
   * Shows whom a broadcast entry of a Canvas would reach now.
   */
  viewCanvasAudience: {
    params: {
      ws: string;
      id: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
    };
    body: undefined;
    answer: {
      size: number;
      members: Profile[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Sends a Canvas by hand, and shows what became of it.
   */
  sendCanvas: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: {
      /**
       * As Braze takes them. Left out, everybody in the target gets it.
       */
      recipients?: {
        [k: string]: unknown;
      }[];
      /**
       * Left out, true when there are no recipients.
       */
      broadcast?: boolean;
      /**
       * A connected audience, which narrows who gets it.
       */
      audience?: {
        [k: string]: unknown;
      };
      /**
       * Personalizes the Canvas for all receivers.
       */
      context?: {
        [k: string]: unknown;
      };
      /**
       * The older name of `context`.
       */
      canvas_entry_properties?: {
        [k: string]: unknown;
      };
    };
    answer: Send;
  };
  /**
   * Lists what would have been sent, to whom, and who was dropped and why.
   */
  listSends: {
    params: {
      ws: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
      campaign_id?: string;
      canvas_id?: string;
      segment_id?: string;
      dispatch_id?: string;
      /**
       * `true`: the newest first. Otherwise, the newest last.
       */
      newest_first?: 'true' | 'false';
      /**
       * How many receivers each send shows at most.
       */
      receivers?: number;
    };
    body: undefined;
    answer: {
      sends: Send[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Lists every receiver of a send.
   */
  listReceivers: {
    params: {
      ws: string;
      dispatch_id: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
    };
    body: undefined;
    answer: {
      receivers: Receiver[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Lists the faults that are planned in a workspace, in the order in which they are tried.
   */
  listFaults: {
    params: {
      ws: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
    };
    body: undefined;
    answer: {
      faults: Fault[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Plans a fault: which requests it strikes, and with what.
   */
  createFault: {
    params: {
      ws: string;
    };
    query: {};
    body: NewFault;
    answer: Fault;
  };
  /**
   * Deletes every fault of a workspace.
   */
  deleteFaults: {
    params: {
      ws: string;
    };
    query: {};
    body: undefined;
    answer: undefined;
  };
  /**
   * Shows a fault with what became of it so far.
   */
  getFault: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: undefined;
    answer: Fault;
  };
  /**
   * Deletes a fault.
   */
  deleteFault: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: undefined;
    answer: undefined;
  };
  /**
   * Waits until a fault with the effect `hold` holds an answer, or the time is over.
   */
  waitForHeldAnswers: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: {
      timeout_ms?: number;
    };
    answer: {
      /**
       * Ids of the requests whose answers wait; none when the time is over.
       */
      held: string[];
    };
  };
  /**
   * Lets go of every answer that a fault holds.
   */
  releaseHeldAnswers: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: {};
    answer: {
      /**
       * How many answers were let go.
       */
      released: number;
    };
  };
  /**
   * Lists the snapshots, those that cannot be read too.
   */
  listSnapshots: {
    params: {};
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
    };
    body: undefined;
    answer: {
      snapshots: Snapshot[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
    };
  };
  /**
   * Saves everything, or one workspace, under a name.
   */
  saveSnapshot: {
    params: {};
    query: {};
    body: {
      /**
       * 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-", not beginning with a dot.
       */
      name: string;
      /**
       * Id of the workspace to save. Left out, everything.
       */
      workspace?: string;
      /**
       * Whether a snapshot of that name is replaced.
       */
      replace?: boolean;
    };
    answer: Snapshot;
  };
  /**
   * Deletes a snapshot.
   */
  deleteSnapshot: {
    params: {
      name: string;
    };
    query: {};
    body: undefined;
    answer: undefined;
  };
  /**
   * Takes everything, or the one workspace, back to a snapshot.
   */
  restoreSnapshot: {
    params: {
      name: string;
    };
    query: {};
    body: {};
    answer: Snapshot;
  };
  /**
   * Says whether the requests that came are as expected.
   */
  verifyRequests: {
    params: {
      ws: string;
    };
    query: {
      /**
       * `true`: the status of a miss is 417, so that `curl -f` fails.
       */
      fail?: 'true' | 'false';
    };
    body: {
      match?: RequestMatch;
      /**
       * @minItems 1
       * @maxItems 100
       */
      in_order?: RequestMatch[];
      count?: number;
      exactly?: number;
      at_least?: number;
      at_most?: number;
      /**
       * Id of a request of this workspace; only what came later counts.
       */
      after?: string;
    };
    answer: {
      verified: boolean;
      /**
       * How many requests match.
       */
      count: number;
      /**
       * Their ids.
       */
      requests: string[];
      /**
       * Of a miss: what is missing.
       */
      message?: string;
      /**
       * Of a miss: the requests that came closest, and what keeps them from matching.
       */
      nearest?: {
        id: string;
        differences: {
          /**
           * What of the match it is about, such as `body.cohort_id`.
           */
          path: string;
          expected: unknown;
          /**
           * null for what is not there.
           */
          received: unknown;
        }[];
      }[];
    };
  };
  /**
   * Waits until requests came as expected, or the time is over.
   */
  waitForRequests: {
    params: {
      ws: string;
    };
    query: {};
    body: {
      match?: RequestMatch;
      /**
       * @minItems 1
       * @maxItems 100
       */
      in_order?: RequestMatch[];
      count?: number;
      exactly?: number;
      at_least?: number;
      at_most?: number;
      /**
       * Id of a request of this workspace; only what came later counts.
       */
      after?: string;
      timeout_ms?: number;
    };
    answer: {
      matched: boolean;
      /**
       * How many requests match.
       */
      count: number;
      /**
       * Their ids.
       */
      requests: string[];
      /**
       * Of a miss: what is missing.
       */
      message?: string;
      /**
       * Of a miss: the requests that came closest, and what keeps them from matching.
       */
      nearest?: {
        id: string;
        differences: {
          /**
           * What of the match it is about, such as `body.cohort_id`.
           */
          path: string;
          expected: unknown;
          /**
           * null for what is not there.
           */
          received: unknown;
        }[];
      }[];
    };
  };
  /**
   * Lists the requests to the Braze surface that were let into no workspace.
   */
  listServerRequests: {
    params: {};
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
      /**
       * A path, where `*` is one segment and a last `**` any rest.
       */
      route?: string;
      method?: string;
      status?: string;
      partner?: string;
      cohort_id?: string;
      /**
       * `accepted`, `refused`, or a rule: that of the refusal, or of a note.
       */
      decision?: string;
      /**
       * An ISO 8601 date or time; without a zone it is UTC.
       */
      since?: string;
      /**
       * An ISO 8601 date or time; without a zone it is UTC.
       */
      until?: string;
      /**
       * Stands anywhere in the request, in its answer or in what is said of it, or is its id.
       */
      text?: string;
      /**
       * Whether notes say what of it had no effect, or is not looked at.
       */
      has_notes?: 'true' | 'false';
      /**
       * Of changes of the members of a cohort: whether anybody was added or removed.
       */
      has_changed?: 'true' | 'false';
      /**
       * Which come first; `oldest` if left out.
       */
      order?: 'oldest' | 'newest';
    };
    body: undefined;
    answer: {
      requests: JournalEntry[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
      /**
       * How many requests the journal had to let go of.
       */
      evicted: number;
      /**
       * When the last of them arrived.
       */
      evicted_until: string | null;
    };
  };
  /**
   * Deletes the requests that were let into no workspace.
   */
  deleteServerRequests: {
    params: {};
    query: {};
    body: undefined;
    answer: undefined;
  };
  /**
   * Shows a request that was let into no workspace.
   */
  getServerRequest: {
    params: {
      id: string;
    };
    query: {};
    body: undefined;
    answer: JournalEntry;
  };
  /**
   * Deletes a request that was let into no workspace.
   */
  deleteServerRequest: {
    params: {
      id: string;
    };
    query: {};
    body: undefined;
    answer: undefined;
  };
  /**
   * Writes a request that was let into no workspace as a line for a shell and as a test, to send it once more.
   */
  replayServerRequest: {
    params: {
      id: string;
    };
    query: {};
    body: undefined;
    answer: {
      /**
       * A line for a shell. A body of more than 8 KiB is fetched from the journal, for which the line needs jq.
       */
      curl: string;
      /**
       * A test of `braze-cohort-emulator/vitest`, which expects the same status.
       */
      test: string;
    };
  };
  /**
   * Lists the requests to the Braze surface of a workspace, with what happened to each.
   */
  listRequests: {
    params: {
      ws: string;
    };
    query: {
      /**
       * How many items the page has at most.
       */
      limit?: number;
      /**
       * `next_cursor` of an earlier answer to the same list. Left out, the first page.
       */
      cursor?: string;
      /**
       * A path, where `*` is one segment and a last `**` any rest.
       */
      route?: string;
      method?: string;
      status?: string;
      partner?: string;
      cohort_id?: string;
      /**
       * `accepted`, `refused`, or a rule: that of the refusal, or of a note.
       */
      decision?: string;
      /**
       * An ISO 8601 date or time; without a zone it is UTC.
       */
      since?: string;
      /**
       * An ISO 8601 date or time; without a zone it is UTC.
       */
      until?: string;
      /**
       * Stands anywhere in the request, in its answer or in what is said of it, or is its id.
       */
      text?: string;
      /**
       * Whether notes say what of it had no effect, or is not looked at.
       */
      has_notes?: 'true' | 'false';
      /**
       * Of changes of the members of a cohort: whether anybody was added or removed.
       */
      has_changed?: 'true' | 'false';
      /**
       * Which come first; `oldest` if left out.
       */
      order?: 'oldest' | 'newest';
    };
    body: undefined;
    answer: {
      requests: JournalEntry[];
      /**
       * Where the next page begins; null on the last.
       */
      next_cursor: string | null;
      /**
       * How many requests the journal had to let go of.
       */
      evicted: number;
      /**
       * When the last of them arrived.
       */
      evicted_until: string | null;
    };
  };
  /**
   * Deletes every request of a workspace's journal.
   */
  deleteRequests: {
    params: {
      ws: string;
    };
    query: {};
    body: undefined;
    answer: undefined;
  };
  /**
   * Shows a request with its answer and the reason for it.
   */
  getRequest: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: undefined;
    answer: JournalEntry;
  };
  /**
   * Deletes a request of a workspace's journal.
   */
  deleteRequest: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: undefined;
    answer: undefined;
  };
  /**
   * Writes a request as a line for a shell and as a test, to send it once more.
   */
  replayRequest: {
    params: {
      ws: string;
      id: string;
    };
    query: {};
    body: undefined;
    answer: {
      /**
       * A line for a shell. A body of more than 8 KiB is fetched from the journal, for which the line needs jq.
       */
      curl: string;
      /**
       * A test of `braze-cohort-emulator/vitest`, which expects the same status.
       */
      test: string;
    };
  };
  /**
   * Judges the requests of a workspace by the rules of Braze's contract.
   */
  getContractReport: {
    params: {
      ws: string;
    };
    query: {
      /**
       * `junit`: JUnit's XML. `html`: a page.
       */
      format?: 'json' | 'junit' | 'html';
    };
    body: undefined;
    answer: ContractReport;
  };
  /**
   * Judges them by other severities and numbers, and with exceptions.
   */
  judgeContract: {
    params: {
      ws: string;
    };
    query: {
      /**
       * `junit`: JUnit's XML. `html`: a page.
       */
      format?: 'json' | 'junit' | 'html';
    };
    body: ContractSettings;
    answer: ContractReport;
  };
}
/**
 * A workspace in a list, with what it last did.
 */
export interface ListedWorkspace {
  id: string;
  name: string;
  /**
   * The address to give a connector, from the request's own Host.
   */
  rest_endpoint: string;
  rest_api_keys: RestApiKey[];
  partners: WorkspacePartner[];
  behaviour: Behaviour;
  custom_attributes: {
    name: string;
    type?: 'string' | 'number' | 'boolean' | 'array' | 'time' | 'object' | 'object_array';
    blocklisted: boolean;
  }[];
  blocklisted_events: string[];
  created_at: string;
  /**
   * Of the requests that the journal keeps.
   */
  request_count: number;
  /**
   * When the last of them arrived, on the server's clock.
   */
  last_request_at: string | null;
}
/**
 * A REST API key with its permissions.
 */
export interface RestApiKey {
  key: string;
  permissions: RestPermission[];
}
/**
 * A partner as a workspace sees it, with its keys.
 */
export interface WorkspacePartner {
  /**
   * Name in /partners/{partner}/cohorts.
   */
  partner: string;
  display_name: string;
  /**
   * Name of the segment filter over its cohorts.
   */
  filter_name: string;
  enabled: boolean;
  /**
   * `partner_api_key` of a cohort request; valid in every workspace.
   */
  partner_api_key: string;
  data_import_keys: DataImportKey[];
}
/**
 * A data import key: what a partner sends as `client_secret`.
 */
export interface DataImportKey {
  /**
   * `client_secret` of a cohort request.
   */
  key: string;
  state: 'active' | 'invalidated';
  created_at: string;
}
/**
 * The behaviour switches of a workspace.
 */
export interface Behaviour {
  unknown_cohort: 'create' | 'ignore' | 'reject';
  conflict_policy: 'last_wins' | 'add_wins' | 'remove_wins';
  alias_only_profiles: 'match' | 'skip';
  device_match: 'no_external_id' | 'sdk_anonymous_only';
  membership_on_merge: 'union' | 'keep_target';
  cohort_requests_per_hour: number;
  missing_permission_status: 403 | 401;
  /**
   * How long after its answer a change is applied, on the clock of the workspace.
   */
  processing_delay_ms: number;
  /**
   * shuffled: each change at any moment of the delay, so that one may overtake another.
   */
  processing_order: 'in_order' | 'shuffled';
  /**
   * Objects in /users/track: in its three arrays together, or in each.
   */
  track_limit: 'combined_75' | 'per_array_75';
  /**
   * true: a REST API key may stand in the body or query, as api_key or app_group_id.
   */
  key_in_body: boolean;
  /**
   * true: /users/export/ids must name fields.
   */
  require_fields_to_export: boolean;
  /**
   * What X-RateLimit-Reset tells: the end of the window, or the seconds until then.
   */
  ratelimit_reset_format: 'epoch' | 'seconds_left';
  /**
   * strict: what Braze merely ignores is refused with 400.
   */
  strictness: 'lenient' | 'strict';
  /**
   * Requests per window, by bucket.
   */
  rate_limits: {
    users_track: number;
    users_shared: number;
    external_ids_rename: number;
    external_ids_remove: number;
    export_ids: number;
    export_ids_fields: number;
    broadcast: number;
    broadcast_audience: number;
    sends_id_create: number;
    shared: number;
  };
}
/**
 * A workspace to make. Everything may be left out.
 */
export interface NewWorkspace {
  /**
   * Left out, one is made.
   */
  id?: string;
  name?: string;
  /**
   * Left out, hightouch with one data import key; [] means none.
   *
   * @maxItems 1000
   */
  partners?: (
    | string
    | {
        /**
         * Path name, e.g. hightouch.
         */
        partner: string;
        /**
         * Left out, one is made; an empty list means none.
         *
         * @maxItems 100
         */
        data_import_keys?: string[];
      }
  )[];
  /**
   * Left out, one with all permissions; [] means none.
   *
   * @maxItems 1000
   */
  rest_api_keys?: {
    /**
     * Left out, a key is made.
     */
    key?: string;
    /**
     * Left out, all.
     */
    permissions?: RestPermission[];
  }[];
  behaviour?: BehaviourChanges;
  /**
   * Types that are forced on custom attributes, and those that are blocklisted.
   *
   * @maxItems 5000
   */
  custom_attributes?: {
    name: string;
    /**
     * Values are coerced into it, or ignored where that is impossible. Left out, each keeps its own.
     */
    type?: 'string' | 'number' | 'boolean' | 'array' | 'time' | 'object' | 'object_array';
    /**
     * Whether what is sent of it is ignored.
     */
    blocklisted?: boolean;
  }[];
  /**
   * Names of custom events that are not recorded.
   *
   * @maxItems 5000
   */
  blocklisted_events?: string[];
  users?: NewUser[];
  /**
   * @maxItems 5000
   */
  cohorts?: {
    partner: string;
    cohort_id: string;
    /**
     * Left out, the cohort is implicit and goes by its id.
     */
    name?: string;
    created_at?: string;
    members?: (
      | {
          external_id: string;
        }
      | {
          device_id: string;
        }
      | {
          user_alias: {
            alias_label: string;
            alias_name: string;
          };
        }
    )[];
  }[];
  /**
   * May use the cohorts, and segments that stand before.
   *
   * @maxItems 1000
   */
  segments?: NewSegment[];
  /**
   * @maxItems 1000
   */
  campaigns?: NewCampaign[];
  /**
   * @maxItems 1000
   */
  canvases?: NewCanvas[];
  /**
   * As `POST …/faults` takes them.
   *
   * @maxItems 1000
   */
  faults?: NewFault[];
}
/**
 * Behaviour switches to set; those left out stay as they are.
 */
export interface BehaviourChanges {
  unknown_cohort?: 'create' | 'ignore' | 'reject';
  conflict_policy?: 'last_wins' | 'add_wins' | 'remove_wins';
  alias_only_profiles?: 'match' | 'skip';
  device_match?: 'no_external_id' | 'sdk_anonymous_only';
  membership_on_merge?: 'union' | 'keep_target';
  cohort_requests_per_hour?: number;
  missing_permission_status?: 403 | 401;
  /**
   * How long after its answer a change is applied, on the clock of the workspace.
   */
  processing_delay_ms?: number;
  /**
   * shuffled: each change at any moment of the delay, so that one may overtake another.
   */
  processing_order?: 'in_order' | 'shuffled';
  /**
   * Objects in /users/track: in its three arrays together, or in each.
   */
  track_limit?: 'combined_75' | 'per_array_75';
  /**
   * true: a REST API key may stand in the body or query, as api_key or app_group_id.
   */
  key_in_body?: boolean;
  /**
   * true: /users/export/ids must name fields.
   */
  require_fields_to_export?: boolean;
  /**
   * What X-RateLimit-Reset tells: the end of the window, or the seconds until then.
   */
  ratelimit_reset_format?: 'epoch' | 'seconds_left';
  /**
   * strict: what Braze merely ignores is refused with 400.
   */
  strictness?: 'lenient' | 'strict';
  /**
   * Requests per window, by bucket; buckets left out keep their limit.
   */
  rate_limits?: {
    users_track?: number;
    users_shared?: number;
    external_ids_rename?: number;
    external_ids_remove?: number;
    export_ids?: number;
    export_ids_fields?: number;
    broadcast?: number;
    broadcast_audience?: number;
    sends_id_create?: number;
    shared?: number;
  };
}
/**
 * A user profile to add.
 */
export interface NewUser {
  external_id?: string | null;
  /**
   * Left out, one is made.
   */
  braze_id?: string;
  user_aliases?: {
    alias_label: string;
    alias_name: string;
  }[];
  device_ids?: string[];
  attributes?: {
    [k: string]: unknown;
  };
  random_bucket?: number;
  apps?: {
    app_id?: string;
    name?: string;
    platform?: string;
    version?: string;
    sessions?: number;
    first_used?: string;
    last_used?: string;
  }[];
  session_count?: number;
  email_subscribe?: 'opted_in' | 'subscribed' | 'unsubscribed';
  push_subscribe?: 'opted_in' | 'subscribed' | 'unsubscribed';
}
/**
 * A segment to make.
 */
export interface NewSegment {
  /**
   * API identifier. Left out, one is made.
   */
  id?: string;
  name: string;
  text_description?: string;
  tags?: string[];
  teams?: string[];
  analytics_tracking_enabled?: boolean;
  definition: SegmentDefinition;
}
/**
 * Who is in a segment: groups of filters, and groups of filters that exclude.
 */
export interface SegmentDefinition {
  version?: 1;
  apps_used?:
    | {
        scope: 'all';
      }
    | {
        scope: 'none';
      }
    | {
        scope: 'specific';
        /**
         * @minItems 1
         * @maxItems 256
         */
        app_ids: string[];
      };
  groups_op?: 'and' | 'or';
  /**
   * Left out, everyone.
   *
   * @maxItems 100
   */
  groups?: FilterGroup[];
  /**
   * Attached with AND NOT.
   *
   * @maxItems 100
   */
  exclusion_groups?: FilterGroup[];
}
/**
 * Filters that are joined by AND or OR.
 */
export interface FilterGroup {
  name?: string;
  op?: 'and' | 'or';
  /**
   * @minItems 1
   * @maxItems 100
   */
  filters: SegmentFilter[];
}
/**
 * A campaign to make.
 */
export interface NewCampaign {
  /**
   * API identifier, a UUID. Left out, one is made.
   */
  id?: string;
  name: string;
  description?: string;
  target?: Target;
  /**
   * Left out, true; false is paused or stopped.
   */
  enabled?: boolean;
  archived?: boolean;
  draft?: boolean;
  tags?: string[];
  teams?: string[];
  /**
   * Left out, api_triggered; nothing else can be triggered through the API.
   */
  schedule_type?: string;
  has_post_launch_draft?: boolean;
  /**
   * Whether it counts what /messages/send sends, instead of being triggered.
   */
  api_campaign?: boolean;
  /**
   * Left out, those of the messages.
   */
  channels?: string[];
  /**
   * By message variation id, each with its channel.
   */
  messages?: {
    [k: string]: {
      [k: string]: unknown;
    };
  };
  conversion_behaviors?: {
    [k: string]: unknown;
  }[];
}
/**
 * Who a campaign or Canvas is for: segments, and further filters.
 */
export interface Target {
  /**
   * Receivers are in all of them.
   *
   * @maxItems 1000
   */
  segment_ids?: string[];
  additional_filters?: FilterGroups;
}
/**
 * Groups of filters that are joined by AND or OR.
 */
export interface FilterGroups {
  groups_op?: 'and' | 'or';
  /**
   * Left out, everyone.
   *
   * @maxItems 100
   */
  groups?: FilterGroup[];
  /**
   * Attached with AND NOT.
   *
   * @maxItems 100
   */
  exclusion_groups?: FilterGroup[];
}
/**
 * A Canvas to make.
 */
export interface NewCanvas {
  /**
   * API identifier, a UUID. Left out, one is made.
   */
  id?: string;
  name: string;
  description?: string;
  target?: Target;
  /**
   * Left out, true; false is paused or stopped.
   */
  enabled?: boolean;
  archived?: boolean;
  draft?: boolean;
  tags?: string[];
  teams?: string[];
  /**
   * Left out, api_triggered; nothing else can be triggered through the API.
   */
  schedule_type?: string;
  has_post_launch_draft?: boolean;
  channels?: string[];
  variants?: {
    [k: string]: unknown;
  }[];
  steps?: {
    [k: string]: unknown;
  }[];
}
/**
 * A fault to plan: which requests it strikes, and with what.
 */
export interface NewFault {
  match?: {
    route?: string;
    method?: 'GET' | 'POST';
    partner?: string;
    cohort_id?: string;
  };
  effect?: {
    status?: number;
    delay_ms?: number;
    close?: 'reset' | 'empty' | 'truncated' | 'hang' | 'garbage';
    lose_answer?: true;
    /**
     * The answer waits until it is let go.
     */
    hold?: true;
    rest_after_ms?: number;
    /**
     * With 429: of the headers.
     */
    retry_after_s?: number;
    /**
     * Whether the request is processed first; left out: with a status of 200 to 299.
     */
    applied?: boolean;
    /**
     * `retry_after`: only X-Ratelimit-Retry-After, as on plans priced by MAU.
     */
    rate_limit_headers?: 'all' | 'retry_after' | 'none';
    /**
     * By name, each with one value; without those that are about the connection.
     */
    headers?: {
      [k: string]: string;
    };
    /**
     * JSON, or text as it is; left out: Braze's own words, or none.
     */
    body?: unknown;
    content_type?: string;
    /**
     * The answer comes this much later than the change, on the workspace's clock.
     */
    answer_delay_ms?: number;
    jitter_ms?: number;
    /**
     * So much of the body comes, never all of it, and the connection ends.
     */
    cut_after_bytes?: number;
    /**
     * So many bytes of the body after each interval of real time.
     */
    drip?: {
      bytes: number;
      every_ms: number;
    };
    bytes_per_s?: number;
    /**
     * What is there at once; `identifiers` if left out.
     */
    first?: 'identifiers' | 'users';
    /**
     * The chance of each user to be in it.
     */
    share?: number;
  };
  /**
   * @minItems 1
   * @maxItems 1000
   */
  sequence?: ({
    status?: number;
    delay_ms?: number;
    close?: 'reset' | 'empty' | 'truncated' | 'hang' | 'garbage';
    lose_answer?: true;
    /**
     * The answer waits until it is let go.
     */
    hold?: true;
    rest_after_ms?: number;
    /**
     * With 429: of the headers.
     */
    retry_after_s?: number;
    /**
     * Whether the request is processed first; left out: with a status of 200 to 299.
     */
    applied?: boolean;
    /**
     * `retry_after`: only X-Ratelimit-Retry-After, as on plans priced by MAU.
     */
    rate_limit_headers?: 'all' | 'retry_after' | 'none';
    /**
     * By name, each with one value; without those that are about the connection.
     */
    headers?: {
      [k: string]: string;
    };
    /**
     * JSON, or text as it is; left out: Braze's own words, or none.
     */
    body?: unknown;
    content_type?: string;
    /**
     * The answer comes this much later than the change, on the workspace's clock.
     */
    answer_delay_ms?: number;
    jitter_ms?: number;
    /**
     * So much of the body comes, never all of it, and the connection ends.
     */
    cut_after_bytes?: number;
    /**
     * So many bytes of the body after each interval of real time.
     */
    drip?: {
      bytes: number;
      every_ms: number;
    };
    bytes_per_s?: number;
    /**
     * What is there at once; `identifiers` if left out.
     */
    first?: 'identifiers' | 'users';
    /**
     * The chance of each user to be in it.
     */
    share?: number;
  } | null)[];
  skip?: number;
  times?: number | null;
  probability?: number;
}
/**
 * A workspace with its keys and switches.
 */
export interface Workspace {
  id: string;
  name: string;
  /**
   * The address to give a connector, from the request's own Host.
   */
  rest_endpoint: string;
  rest_api_keys: RestApiKey[];
  partners: WorkspacePartner[];
  behaviour: Behaviour;
  custom_attributes: {
    name: string;
    type?: 'string' | 'number' | 'boolean' | 'array' | 'time' | 'object' | 'object_array';
    blocklisted: boolean;
  }[];
  blocklisted_events: string[];
  created_at: string;
}
/**
 * How much of everything a workspace has.
 */
export interface WorkspaceCounts {
  /**
   * Those that are enabled.
   */
  partners: number;
  cohorts: number;
  /**
   * Profiles, identified and anonymous.
   */
  users: number;
  /**
   * Those that are not archived.
   */
  segments: number;
  campaigns: number;
  canvases: number;
  /**
   * Those that the journal keeps.
   */
  requests: number;
  faults: number;
}
/**
 * The clock of a workspace.
 */
export interface Clock {
  now: string;
  frozen: boolean;
}
/**
 * A user profile as lists show it: by its identifiers.
 */
export interface Profile {
  braze_id: string;
  external_id: string | null;
  user_aliases: {
    alias_label: string;
    alias_name: string;
  }[];
  device_ids: string[];
}
/**
 * A whole user profile.
 */
export interface User {
  braze_id: string;
  external_id: string | null;
  user_aliases: {
    alias_label: string;
    alias_name: string;
  }[];
  device_ids: string[];
  created_at: string;
  random_bucket: number;
  /**
   * Standard and custom ones together, as they are sent.
   */
  attributes: {
    [k: string]: unknown;
  };
  apps: {
    app_id?: string;
    name?: string;
    platform?: string;
    version?: string;
    sessions?: number;
    first_used?: string;
    last_used?: string;
  }[];
  session_count: number;
  push_tokens: {
    app_id: string;
    token: string;
    device_id: string;
  }[];
  cohorts: {
    partner: string;
    cohort_id: string;
    name: string;
  }[];
}
/**
 * Custom events, purchases and messages of a profile.
 */
export interface UserActivity {
  custom_events: {
    name: string;
    first: string;
    last: string;
    count: number;
  }[];
  purchases: {
    product_id: string;
    first: string;
    last: string;
    count: number;
  }[];
  total_revenue: number;
  /**
   * Sends that they received, the newest first; 100 at most.
   */
  messages: {
    dispatch_id: string;
    at: string;
    campaign_id: string | null;
    canvas_id: string | null;
    segment_id: string | null;
  }[];
}
/**
 * A cohort that a partner made, or that was made for one that was never named.
 */
export interface Cohort {
  partner: string;
  cohort_id: string;
  name: string;
  /**
   * As the partner first sent it.
   */
  created_at: string;
  /**
   * Whether it has members but was never named.
   */
  implicit: boolean;
  member_count: number;
  updated_at: string;
}
/**
 * Whether somebody is in a cohort, and why; and what the journal had to let go of.
 */
export interface ExplainedMember {
  identifier:
    | {
        external_id: string;
      }
    | {
        device_id: string;
      }
    | {
        user_alias: {
          alias_label: string;
          alias_name: string;
        };
      };
  /**
   * `member`: in the cohort. `not_member`: a user who is not in the cohort. `skipped`: the device of an identified user, by which no cohort request matches anybody; the user is not in. `other_form`: no identifier of a user, but one differs only in case, white space, quotes, zeros or Unicode form. `unknown`: no identifier of a user.
   */
  status: 'member' | 'not_member' | 'skipped' | 'other_form' | 'unknown';
  member: boolean;
  /**
   * Why, for code.
   */
  rule:
    | 'added'
    | 'not_by_request'
    | 'no_such_user'
    | 'no_request'
    | 'never_named'
    | 'named_in_other_form'
    | 'named_elsewhere'
    | 'not_yet_a_user'
    | 'device_of_identified_user'
    | 'conflicting_changes'
    | 'removed'
    | 'refused'
    | 'fault_injected'
    | 'held_back'
    | 'cohort_passed_over'
    | 'taken_out';
  /**
   * Why, in words. Requests are counted from 1, as the journal lists them.
   */
  message: string;
  /**
   * What would have to be done for them to be in.
   */
  advice?: string;
  /**
   * The request that it is about.
   */
  request_id?: string;
  /**
   * Who has the identifier.
   */
  user: Profile | null;
  /**
   * What a user has that looks like it.
   */
  similar?:
    | {
        external_id: string;
      }
    | {
        device_id: string;
      }
    | {
        user_alias: {
          alias_label: string;
          alias_name: string;
        };
      };
  /**
   * Ids of the last requests to the cohort that name them, the newest first.
   */
  requests: string[];
  /**
   * How many requests of the journal to the cohort name them.
   */
  request_count: number;
  /**
   * What the requests under `requests` asked for, and what came of it.
   */
  named: {
    request_id: string;
    at: string;
    /**
     * Of the place that names them; of several the last.
     */
    path: string;
    identifier:
      | {
          external_id: string;
        }
      | {
          device_id: string;
        }
      | {
          user_alias: {
            alias_label: string;
            alias_name: string;
          };
        };
    asked: 'add' | 'remove';
    /**
     * `added`: in by it, or was in already. `removed`: out by it, or was out already. `removed_by_conflict`: it asks for both, and the removal won. `unknown`: no user had the identifier. `skipped`: the device of an identified user. `refused`: the request was refused. `held_back`: a processing delay holds it back. `passed_over`: the cohort had never been named, and the workspace ignores such.
     */
    effect:
      | 'added'
      | 'removed'
      | 'removed_by_conflict'
      | 'unknown'
      | 'skipped'
      | 'refused'
      | 'held_back'
      | 'passed_over';
    /**
     * Of the answer, when the request was refused; null when none went out.
     */
    status?: number | null;
  }[];
  /**
   * How many requests the journal had to let go of: what they did is not told.
   */
  evicted: number;
  /**
   * When the last of them arrived.
   */
  evicted_until: string | null;
}
/**
 * Whether somebody is in a cohort, and why.
 */
export interface Membership {
  identifier:
    | {
        external_id: string;
      }
    | {
        device_id: string;
      }
    | {
        user_alias: {
          alias_label: string;
          alias_name: string;
        };
      };
  /**
   * `member`: in the cohort. `not_member`: a user who is not in the cohort. `skipped`: the device of an identified user, by which no cohort request matches anybody; the user is not in. `other_form`: no identifier of a user, but one differs only in case, white space, quotes, zeros or Unicode form. `unknown`: no identifier of a user.
   */
  status: 'member' | 'not_member' | 'skipped' | 'other_form' | 'unknown';
  member: boolean;
  /**
   * Why, for code.
   */
  rule:
    | 'added'
    | 'not_by_request'
    | 'no_such_user'
    | 'no_request'
    | 'never_named'
    | 'named_in_other_form'
    | 'named_elsewhere'
    | 'not_yet_a_user'
    | 'device_of_identified_user'
    | 'conflicting_changes'
    | 'removed'
    | 'refused'
    | 'fault_injected'
    | 'held_back'
    | 'cohort_passed_over'
    | 'taken_out';
  /**
   * Why, in words. Requests are counted from 1, as the journal lists them.
   */
  message: string;
  /**
   * What would have to be done for them to be in.
   */
  advice?: string;
  /**
   * The request that it is about.
   */
  request_id?: string;
  /**
   * Who has the identifier.
   */
  user: Profile | null;
  /**
   * What a user has that looks like it.
   */
  similar?:
    | {
        external_id: string;
      }
    | {
        device_id: string;
      }
    | {
        user_alias: {
          alias_label: string;
          alias_name: string;
        };
      };
  /**
   * Ids of the last requests to the cohort that name them, the newest first.
   */
  requests: string[];
  /**
   * How many requests of the journal to the cohort name them.
   */
  request_count: number;
}
/**
 * Successive requests to one cohort, with no gap over a minute, and what they changed.
 */
export interface Sync {
  partner: string;
  cohort_id: string;
  /**
   * Of the cohort now; null when it is not there any more.
   */
  name: string | null;
  /**
   * When the first request arrived, on the workspace's clock.
   */
  first_at: string;
  /**
   * When the last one arrived.
   */
  last_at: string;
  added: number;
  removed: number;
  already_member: number;
  not_member: number;
  /**
   * Identifiers of nobody.
   */
  unknown: number;
  /**
   * Devices of identified users.
   */
  skipped: number;
  /**
   * Requests that were refused.
   */
  refused: number;
  /**
   * Requests that a processing delay holds back.
   */
  held_back: number;
  /**
   * Whether a request was refused, or an identifier is unknown or was skipped.
   */
  needs_attention: boolean;
  /**
   * Requests that gave the cohort a name.
   */
  named: number;
  /**
   * How many were in the cohort afterwards; null when none of its requests was about members.
   */
  size: number | null;
  request_count: number;
  /**
   * Ids of its requests, the oldest first.
   */
  requests: string[];
}
/**
 * What a cohort request did: members added and removed, and identifiers that had no effect.
 */
export interface CohortOutcome {
  added: number;
  already_member: number;
  removed: number;
  not_member: number;
  unknown: {
    user_ids: string[];
    device_ids: string[];
    aliases: {
      alias_label: string;
      alias_name: string;
    }[];
  };
  /**
   * Device ids that changed nothing because their owner has an external_id.
   */
  skipped_identified: {
    device_ids: string[];
  };
  conflicts: {
    identifier:
      | {
          user_id: string;
        }
      | {
          device_id: string;
        }
      | {
          alias: {
            alias_label: string;
            alias_name: string;
          };
        };
    applied: 'add' | 'remove';
  }[];
}
/**
 * How many requests arrived in the last minutes.
 */
export interface Traffic {
  /**
   * When the first stretch begins, on the server's clock.
   */
  since: string;
  /**
   * How long a stretch is.
   */
  step_ms: number;
  /**
   * Of all stretches together.
   */
  accepted: number;
  refused: number;
  /**
   * One a stretch, the oldest first, also where nothing arrived.
   */
  points: {
    at: string;
    accepted: number;
    refused: number;
  }[];
  /**
   * The last request of this time that was refused.
   */
  last_refused: {
    id: string;
    /**
     * On the workspace's clock.
     */
    at: string;
    /**
     * On the server's clock.
     */
    received_at: string;
    method: string;
    path: string;
    status: number | null;
    decision: Decision;
  } | null;
}
/**
 * A segment with its definition.
 */
export interface Segment {
  id: string;
  name: string;
  text_description: string;
  tags: string[];
  teams: string[];
  analytics_tracking_enabled: boolean;
  definition: {
    version: 1;
    apps_used:
      | {
          scope: 'all';
        }
      | {
          scope: 'none';
        }
      | {
          scope: 'specific';
          /**
           * @minItems 1
           * @maxItems 256
           */
          app_ids: string[];
        };
    groups_op: 'and' | 'or';
    groups: {
      name?: string;
      op: 'and' | 'or';
      filters: SegmentFilter[];
    }[];
    exclusion_groups: {
      name?: string;
      op: 'and' | 'or';
      filters: SegmentFilter[];
    }[];
  };
  archived: boolean;
  created_at: string;
  updated_at: string;
  /**
   * Ids of what uses it.
   */
  used_by: {
    segments: string[];
    campaigns: string[];
    canvases: string[];
  };
}
/**
 * A campaign.
 */
export interface Campaign {
  id: string;
  name: string;
  description: string;
  target: {
    segment_ids: string[];
    additional_filters: {
      groups_op: 'and' | 'or';
      groups: {
        name?: string;
        op: 'and' | 'or';
        filters: SegmentFilter[];
      }[];
      exclusion_groups: {
        name?: string;
        op: 'and' | 'or';
        filters: SegmentFilter[];
      }[];
    };
  };
  enabled: boolean;
  archived: boolean;
  draft: boolean;
  /**
   * Whether it counts what /messages/send sends.
   */
  api_campaign: boolean;
  tags: string[];
  teams: string[];
  schedule_type: string;
  has_post_launch_draft: boolean;
  channels: string[];
  /**
   * By message variation id.
   */
  messages: {
    [k: string]: unknown;
  };
  conversion_behaviors: {
    [k: string]: unknown;
  }[];
  created_at: string;
  updated_at: string;
  /**
   * null before it had a receiver.
   */
  first_sent: string | null;
  /**
   * null before it had a receiver.
   */
  last_sent: string | null;
}
/**
 * A message that would have been sent, with its receivers and those who were dropped.
 */
export interface Send {
  dispatch_id: string;
  send_id: string | null;
  campaign_id: string | null;
  canvas_id: string | null;
  segment_id: string | null;
  at: string;
  broadcast: boolean;
  /**
   * Why nobody received anything: what the campaign or Canvas was.
   */
  inactive: ('paused' | 'archived') | null;
  /**
   * For all receivers; of a campaign or message.
   */
  trigger_properties?: {
    [k: string]: unknown;
  };
  /**
   * The same of a Canvas.
   */
  context?: {
    [k: string]: unknown;
  };
  /**
   * Of /messages/send, as sent.
   */
  messages?: unknown;
  /**
   * Of e-mails, as sent.
   */
  attachments?: unknown;
  receiver_count: number;
  /**
   * The first of them.
   */
  receivers: Receiver[];
  dropped: {
    recipient: ProfileReference;
    reason:
      | 'unknown_user'
      | 'ambiguous'
      | 'duplicate'
      | 'outside_target'
      | 'outside_segment'
      | 'outside_audience'
      | 'subscription_state'
      | 'archived'
      | 'paused';
  }[];
}
/**
 * Somebody who would have received a message.
 */
export interface Receiver {
  braze_id: string;
  external_id: string | null;
  user_aliases: {
    alias_label: string;
    alias_name: string;
  }[];
  device_ids: string[];
  /**
   * Of a campaign, when they are more than the send has.
   */
  trigger_properties?: {
    [k: string]: unknown;
  };
  /**
   * The same of a Canvas.
   */
  context?: {
    [k: string]: unknown;
  };
}
/**
 * A Canvas.
 */
export interface Canvas {
  id: string;
  name: string;
  description: string;
  target: {
    segment_ids: string[];
    additional_filters: {
      groups_op: 'and' | 'or';
      groups: {
        name?: string;
        op: 'and' | 'or';
        filters: SegmentFilter[];
      }[];
      exclusion_groups: {
        name?: string;
        op: 'and' | 'or';
        filters: SegmentFilter[];
      }[];
    };
  };
  enabled: boolean;
  archived: boolean;
  draft: boolean;
  tags: string[];
  teams: string[];
  schedule_type: string;
  has_post_launch_draft: boolean;
  channels: string[];
  variants: {
    [k: string]: unknown;
  }[];
  steps: {
    [k: string]: unknown;
  }[];
  created_at: string;
  updated_at: string;
  /**
   * null before it had a receiver.
   */
  first_entry: string | null;
  /**
   * null before it had a receiver.
   */
  last_entry: string | null;
}
/**
 * A planned fault with what became of it so far.
 */
export interface Fault {
  id: string;
  match: {
    route?: string;
    method?: string;
    partner?: string;
    cohort_id?: string;
  };
  /**
   * In place of `effect`.
   */
  sequence?: (FaultEffect | null)[];
  effect?: FaultEffect;
  skip: number;
  /**
   * How many requests it strikes before it is used up; null is without end.
   */
  times: number | null;
  probability: number;
  /**
   * Requests that it matched so far: skipped, missed and struck.
   */
  matched: number;
  struck: number;
  /**
   * How many more it can strike; null is without end.
   */
  remaining: number | null;
}
/**
 * A saved state, of the server or of one workspace.
 */
export interface Snapshot {
  name: string;
  created_at: string | null;
  scope: ('everything' | 'workspace') | null;
  workspace: {
    id: string;
    name: string;
  } | null;
  workspace_count: number | null;
  size_bytes: number;
  /**
   * Why it cannot be read; null for one that can.
   */
  problem: string | null;
}
/**
 * What a request must be like; what is left out may be anything.
 */
export interface RequestMatch {
  /**
   * A path, where `*` is one segment and a last `**` any rest.
   */
  route?: string;
  method?: string;
  partner?: string;
  cohort_id?: string;
  status?: number | string;
  decision?: 'accepted' | 'refused';
  /**
   * The rule that refused it, or that a note of an accepted one names.
   */
  rule?: string;
  /**
   * By name in any casing, each with the exact value.
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * A pattern for the body: at most 1000000 comparisons with one request.
   */
  body?: unknown;
  /**
   * A pattern for what a cohort request did, as the journal shows it.
   */
  outcome?: unknown;
}
/**
 * A request with its answer and what was decided about it. Keys are redacted.
 */
export interface JournalEntry {
  /**
   * The X-Request-Id of the answer.
   */
  id: string;
  /**
   * When it arrived, on the workspace's clock.
   */
  at: string;
  /**
   * The same on the server's clock.
   */
  received_at: string;
  method: string;
  path: string;
  workspace: string | null;
  partner: string | null;
  cohort_id: string | null;
  request: {
    /**
     * By name in lower case.
     */
    headers: {
      [k: string]: string;
    };
    /**
     * JSON as such, any other as text; null when there was none.
     */
    body: unknown;
  };
  /**
   * null when no answer, or not a whole one, went out.
   */
  response: {
    /**
     * By name in lower case.
     */
    headers: {
      [k: string]: string;
    };
    /**
     * JSON as such, any other as text; null when there was none.
     */
    body: unknown;
    status: number;
  } | null;
  duration_ms: number;
  /**
   * What struck it.
   */
  fault: {
    id: string;
    effect: unknown;
  } | null;
  decision: Decision;
  /**
   * Of a cohort request; null while a processing delay holds the change back.
   */
  outcome: CohortOutcome | null;
}
/**
 * How a connector kept to Braze's contract.
 */
export interface ContractReport {
  version: 1;
  workspace: {
    id: string;
    name: string;
  };
  request_count: number;
  /**
   * `broken`: a rule of severity error was. `not_judged`: no rule had anything to judge.
   */
  verdict: 'passed' | 'broken' | 'not_judged';
  rules: ContractRule[];
}
/**
 * A rule of Braze's contract, and what it saw.
 */
export interface ContractRule {
  id: string;
  title: string;
  severity: 'error' | 'warning' | 'info';
  source: {
    page: string;
    confidence: 'doc' | 'client' | 'inferred';
  };
  why: string;
  fix: string;
  /**
   * `not_judged`: no request gave it anything to judge.
   */
  verdict: 'passed' | 'broken' | 'not_judged';
  /**
   * How many requests it judged.
   */
  judged_count: number;
  /**
   * The worst case it saw.
   */
  worst: string | null;
  /**
   * How many requests broke it; the first of them follow.
   */
  broken_count: number;
  breaches: {
    /**
     * Id of the request.
     */
    request: string;
    /**
     * What was wrong with it.
     */
    message: string;
    /**
     * A line for a shell that sends it once more; keys are environment variables.
     */
    curl: string;
  }[];
}
/**
 * What a run of the rules changes about them.
 */
export interface ContractSettings {
  version: 1;
  /**
   * Whether only what Braze documents is judged.
   */
  documented?: boolean;
  /**
   * By the ids of the rules; what is left out is as usual.
   */
  rules?: {
    /**
     * Names a cohort before filling it
     */
    names_before_filling?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
    };
    /**
     * Sees to it that a new name of a cohort arrives
     */
    names_after_rename?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
    };
    /**
     * Names a cohort with a created_at in ISO 8601
     */
    created_at_valid?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
    };
    /**
     * Sends the same created_at whenever it names a cohort again
     */
    created_at_stable?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
    };
    /**
     * Sends at most 1,000 identifiers in one request
     */
    identifiers_per_request?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
      /**
       * Identifiers that one request may have. Usually 1000.
       */
      identifiers_max?: number;
    };
    /**
     * Sends no identifier twice in one request
     */
    no_repeated_identifiers?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
    };
    /**
     * Never adds and removes one identifier in the same request
     */
    no_add_and_remove?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
    };
    /**
     * Sends no device ids of users who are identified
     */
    no_identified_devices?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
    };
    /**
     * Sends only who entered or left, not the whole audience again
     */
    deltas_only?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
      /**
       * Share of the adds of one request that may have been added before, from 0 to 1. Usually 0.5.
       */
      share_max?: number;
      /**
       * Adds of one request that may have been added before, whatever their share. Usually 1.
       */
      identifiers_max?: number;
    };
    /**
     * Sends people in batches, not one by one
     */
    batches_not_singles?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
      /**
       * Requests of one sync that may be too small. Usually 9.
       */
      requests_max?: number;
      /**
       * Identifiers that a request of a longer sync must have on average. Usually 2.
       */
      identifiers_min?: number;
      /**
       * Milliseconds between two requests to one cohort that end a sync. Usually 60000.
       */
      gap_ms?: number;
    };
    /**
     * Leaves 100 ms between creating users and adding them to a cohort
     */
    settles_before_filling?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
      /**
       * Milliseconds between the two, at the least. Usually 100.
       */
      wait_ms_min?: number;
    };
    /**
     * Waits after a 429 until the reset that its headers name
     */
    waits_for_reset?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
      /**
       * Milliseconds that a request may come too early. Usually 100.
       */
      early_ms_max?: number;
      /**
       * Milliseconds after a 429 in which a client with parallel requests may send another batch. Usually 100.
       */
      in_flight_ms?: number;
    };
    /**
     * Sends a batch again after 423, 429, 5xx or a broken connection
     */
    sends_failed_again?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
      /**
       * Attempts after which a batch may be given up. Usually 3.
       */
      attempts_min?: number;
    };
    /**
     * Waits longer and longer before it sends a failed batch again
     */
    backs_off?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
      /**
       * Milliseconds to wait before a repeat, at the least. Usually 100.
       */
      wait_ms_min?: number;
      /**
       * How many times as long as an earlier wait some later one must be. Usually 1.25.
       */
      growth_min?: number;
    };
    /**
     * Does not repeat a payload that was refused with 400 or 401
     */
    no_repeated_refusals?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
      /**
       * Milliseconds after which the same payload is another try, as of the next sync. Usually 600000.
       */
      within_ms?: number;
    };
    /**
     * Reads the errors of an answer that is a success
     */
    reads_errors?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
    };
    /**
     * Survives an answer that is no JSON
     */
    survives_no_json?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
    };
    /**
     * Sends keys in no address and no header but Authorization
     */
    secrets_in_body_only?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
    };
    /**
     * Sends keys only in their own fields of a body
     */
    secrets_in_own_fields?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
    };
    /**
     * Ends no path with a slash
     */
    no_trailing_slash?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
    };
    /**
     * Sends every body as application/json
     */
    json_content_type?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
    };
    /**
     * Says which partner it is in User-Agent
     */
    partner_user_agent?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
    };
    /**
     * Names the fields that it exports
     */
    names_export_fields?: {
      /**
       * `off`: it is not judged, and not in the report.
       */
      severity?: 'error' | 'warning' | 'info' | 'off';
    };
  };
  /**
   * @maxItems 100
   */
  exceptions?: {
    /**
     * Id of the rule.
     */
    rule:
      | 'names_before_filling'
      | 'names_after_rename'
      | 'created_at_valid'
      | 'created_at_stable'
      | 'identifiers_per_request'
      | 'no_repeated_identifiers'
      | 'no_add_and_remove'
      | 'no_identified_devices'
      | 'deltas_only'
      | 'batches_not_singles'
      | 'settles_before_filling'
      | 'waits_for_reset'
      | 'sends_failed_again'
      | 'backs_off'
      | 'no_repeated_refusals'
      | 'reads_errors'
      | 'survives_no_json'
      | 'secrets_in_body_only'
      | 'secrets_in_own_fields'
      | 'no_trailing_slash'
      | 'json_content_type'
      | 'partner_user_agent'
      | 'names_export_fields';
    match: RequestMatch;
    /**
     * Why, for whoever reads this.
     */
    reason: string;
  }[];
}
/**
 * What a seed file holds.
 */
export interface Seed {
  $schema?: string;
  /**
   * Partners beyond the catalogue, or other keys for those in it.
   */
  partners?: {
    /**
     * Name in /partners/{partner}/cohorts; case does not matter.
     */
    partner: string;
    /**
     * Left out, that of the catalogue or else the path name.
     */
    display_name?: string;
    /**
     * Name of the segment filter over its cohorts. Left out, "<display name> Cohorts".
     */
    filter_name?: string;
    /**
     * @minItems 1
     */
    api_keys: {
      key: string;
      /**
       * Cluster region the key is valid in. Left out, everywhere.
       */
      region?: 'us' | 'eu' | 'au' | 'id' | 'jp' | 'kr';
    }[];
  }[];
  workspaces?: NewWorkspace[];
}
