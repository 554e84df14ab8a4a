// Written by `npm run generate` from openapi/puffle.yaml. Don't edit: change the contract and run it again.
export interface paths {
    "/api/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List campaigns
         * @description Every campaign of the caller, active and paused ones first, without their sequences. No paging is documented. (facts C 1.1)
         */
        get: operations["listCampaigns"];
        put?: never;
        /**
         * Create a draft campaign
         * @description Makes a draft with a seeded sequence (a connection request or an empty email, then `end`) and no leads. Settings of the other channel are ignored. Names are unique per user. (facts C 1.3)
         */
        post: operations["createCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the sending limits of the sender accounts
         * @description Limits belong to the sender account and hold for every campaign that uses it. No write counterpart is public. (facts C 1.11)
         */
        get: operations["getCampaignSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        /**
         * Read a campaign with its sequence and progress
         * @description What to poll after a launch: every 30 s until `active`, then every 1 to 5 minutes. (facts C 1.2, seed 000)
         */
        get: operations["getCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a campaign
         * @description Sets the members that are sent. `name`, `operating_hours`, `daily_limit` and `account_limits` also take effect while active or paused; the rest only in draft and is otherwise ignored. `sequence_nodes` replaces the whole sequence. New operating hours wake sleeping leads of an active campaign at once. (facts C 1.4)
         */
        patch: operations["updateCampaign"];
        trace?: never;
    };
    "/api/campaigns/{id}/launch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Launch a draft campaign
         * @description Checks the campaign at once, then hands the sending to a background task: 200 means dispatched, not sent. The status goes from `draft` to `launching`, within about 2 minutes to `active`. One launch at a time. Launching costs no credits. To stop, pause. (facts C 1.6, seed 000)
         */
        post: operations["launchCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause an active campaign
         * @description Only an active campaign can be paused. A second call answers 400, "Only active campaigns can be paused". (facts C 1.7)
         */
        post: operations["pauseCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a paused campaign
         * @description Only a paused campaign can be resumed; otherwise 400, "Only paused campaigns can be resumed". The campaign comes back `active`, or `completed` when nothing was left to do. Clears `pause_reason`. (facts C 1.8)
         */
        post: operations["resumeCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/senders": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        /**
         * Read a campaign's senders with their usage
         * @description Weekly counts are rolling 7 days over all of the caller's campaigns. Senders are changed with updateCampaign. (facts C 1.10)
         */
        get: operations["getCampaignSenders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/leads": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        /**
         * List a campaign's leads
         * @description The roster, a page at a time, optionally of one status. (facts C 2.1)
         */
        get: operations["listCampaignLeads"];
        put?: never;
        /**
         * Add leads to a draft campaign
         * @description Deduplicated by the channel's identity (lower-cased email, or LinkedIn URL without query and trailing slash) against the batch and the roster; duplicates are only counted. Draft only. (facts C 2.2)
         */
        post: operations["addLeadsToCampaign"];
        /**
         * Remove leads from a draft campaign
         * @description By id, or all of them; `all` wins over `prospect_ids`. Draft only. (facts C 2.4)
         */
        delete: operations["removeLeadsFromCampaign"];
        options?: never;
        head?: never;
        /**
         * Change one lead of a draft campaign
         * @description Only the members of `updates` that are listed here take effect; status cannot be changed. Draft only. (facts C 2.3)
         */
        patch: operations["updateLeadInCampaign"];
        trace?: never;
    };
    "/api/campaigns/{id}/leads/import-from-list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copy the leads of a list into a draft campaign
         * @description Rows that are there already count as duplicates, so the same list may be sent again. Draft only. (facts C 2.5)
         */
        post: operations["importLeadsFromListToCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/sequence/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a node to a draft's sequence
         * @description Without `position` the node lands right before the terminal `end`. Which types are legal depends on the campaign's channel. An `ai` node gets its purpose and output type by updateSequenceNode afterwards. (facts C 3.1, seed 004)
         */
        post: operations["addSequenceNode"];
        /**
         * Delete a node of a draft's sequence
         * @description The id is in the body. The other positions close up. Without its `end` node a campaign cannot be launched. Draft only. (facts C 3.3)
         */
        delete: operations["deleteSequenceNode"];
        options?: never;
        head?: never;
        /**
         * Move a node of a draft's sequence
         * @description The members of the body are camelCase here. Draft only. (facts C 3.2)
         */
        patch: operations["moveSequenceNode"];
        trace?: never;
    };
    "/api/campaigns/{id}/sequence/nodes/{nodeId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
                /** @description The node's id. */
                nodeId: components["parameters"]["NodeId"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Change a node's content
         * @description Only the members that are sent are applied, although it is a PUT. Type, position and campaign stay. Delays are not checked here but at launch. Draft only. (facts C 3.4)
         */
        put: operations["updateSequenceNode"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/generate-messages": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        /**
         * List a campaign's generated messages
         * @description Drafts unless another status is asked for. With a prospect, that lead's replies are merged in. (facts C 4.1)
         */
        get: operations["listGeneratedMessages"];
        put?: never;
        /**
         * Resolve message drafts, or generate them with AI
         * @description `resolve` fills the variables of every sendable node that is not `ai`, for every lead, at once; edited rows are kept. `generate_ai` queues a task for one AI node, costs credits for each lead and first deletes the drafts that it will replace. Draft only. (facts C 4.2)
         */
        post: operations["generateMessages"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Edit a generated message
         * @description Drafts only. A custom HTML ending survives a new `body_text`. (facts C 4.3)
         */
        patch: operations["updateGeneratedMessage"];
        trace?: never;
    };
    "/api/senders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sender accounts
         * @description LinkedIn and email accounts; only `active` email and `connected` LinkedIn accounts can send. (facts C 5.1)
         */
        get: operations["listSenders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/senders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The sender account's id. */
                id: components["parameters"]["SenderId"];
            };
            cookie?: never;
        };
        /**
         * Read a sender with the campaigns that use it
         * @description The account, today's use, its campaigns and their counts. (facts C 5.2)
         */
        get: operations["getSender"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/senders/{id}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The sender account's id. */
                id: components["parameters"]["SenderId"];
            };
            cookie?: never;
        };
        /**
         * Read what a sender is committed to
         * @description A map of coming capacity and commitments. An empty map does not mean that the account is disconnected. (facts C 5.3)
         */
        get: operations["getSenderSchedule"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unipile/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a link that connects a LinkedIn account
         * @description A one-time link, valid for an hour, that a person opens in a browser. Then read the LinkedIn senders every 10 to 20 s until one is `connected`. The latest link wins. (facts C 5.4)
         */
        post: operations["connectLinkedInSender"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List inboxes
         * @description Newest first, without warm-up data. (facts C 5.6)
         */
        get: operations["listInboxes"];
        put?: never;
        /**
         * Create an inbox on a verified domain
         * @description Five steps at other services, undone as far as possible when one fails. The inbox must warm up before campaigns send from it. (facts C 5.6)
         */
        post: operations["createInbox"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/accounts/warmup-analytics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the warm-up of all inboxes
         * @description Reading has effects: a banned or suspended inbox is marked so, and a warmed one becomes `active`. Not to be read more often than every few minutes. Inboxes whose data could not be fetched are left out. (facts C 5.6)
         */
        get: operations["getWarmupAnalytics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The inbox's account id. */
                id: components["parameters"]["InboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete an inbox for good
         * @description Cleaning up at the other services is best effort. (facts C 5.6)
         */
        delete: operations["deleteInbox"];
        options?: never;
        head?: never;
        /**
         * Change an inbox's signature
         * @description The only thing that can be changed. An empty string clears it; line breaks become HTML ones. (facts C 5.6)
         */
        patch: operations["updateInbox"];
        trace?: never;
    };
    "/api/email/accounts/{id}/retry-warmup": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The inbox's account id. */
                id: components["parameters"]["InboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Start an inbox's warm-up again
         * @description Only while the status is `pending` and the warm-up `not_started`. No body. (facts C 5.6)
         */
        patch: operations["retryInboxWarmup"];
        trace?: never;
    };
    "/api/email/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sending domains
         * @description The status is refreshed at its source unless `skip_sync=true`; a failed refresh is not an error. (facts C 5.7)
         */
        get: operations["listDomains"];
        put?: never;
        /**
         * Register a sending domain
         * @description Answers with the DNS records to set. The service looks for them by itself for up to 12 hours. (facts C 5.7)
         */
        post: operations["createDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/domains/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The domain's id. */
                id: components["parameters"]["DomainId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a domain and every inbox on it
         * @description Cannot be undone. (facts C 5.7)
         */
        delete: operations["deleteDomain"];
        options?: never;
        head?: never;
        /**
         * Set a domain's status
         * @description `verified` cannot be set by hand. (facts C 5.7)
         */
        patch: operations["updateDomain"];
        trace?: never;
    };
    "/api/email/domains/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The domain's id. */
                id: components["parameters"]["DomainId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start or follow a domain's verification
         * @description Call once without `poll` to start it, then with `poll=true` every 30 to 60 s until `verified` or `failed`. Starting twice does no harm. (facts C 5.7)
         */
        post: operations["verifyDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email/domains/{id}/dns-records": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The domain's id. */
                id: components["parameters"]["DomainId"];
            };
            cookie?: never;
        };
        /**
         * Read the DNS records that a domain has
         * @description Answers 200 with `checked` false when the DNS service could not be reached. (facts C 5.7)
         */
        get: operations["getDomainDnsRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List leads, or read one
         * @description All leads of the workspace, filtered. With `id`, that lead alone, still in `leads`. `q` looks through several members, the other filters through their own. (facts E 2)
         */
        get: operations["listLeads"];
        put?: never;
        /**
         * Create a lead
         * @description Send stable identifiers (LinkedIn URL, work email, company domain) so that duplicates are avoided; how they are merged is not documented. (facts E 2)
         */
        post: operations["createLead"];
        /**
         * Delete a lead from the workspace
         * @description The id is in the body. Takes the lead out of every list, with its attributes. To take it out of one list, use removeListLeads. (facts E 2)
         */
        delete: operations["deleteLead"];
        options?: never;
        head?: never;
        /**
         * Change a lead
         * @description The id is in the body. Type, sources and lists cannot be changed here. (facts E 2)
         */
        patch: operations["updateLead"];
        trace?: never;
    };
    "/api/leads/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List lead searches, or read one
         * @description The 20 latest tasks, or with `taskId` that one, still in `tasks`. Read every 5 to 10 s while it runs. (facts E 3)
         */
        get: operations["listLeadSearches"];
        put?: never;
        /**
         * Start a lead search
         * @description Finds new leads and puts them into a list: the one named by `listId` (made under that id when there is none), or a new one. The same prompt on the same list goes on where it stopped. Costs credits for the records that are saved. One search at a time for each list. (facts E 3, seed 002)
         */
        post: operations["createLeadSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/search/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the raw rows that a lead search found
         * @description The provider's rows of one task. The leads themselves are in the task's list. (facts E 3; its own page was not readable)
         */
        get: operations["listLeadSearchResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the lists
         * @description Newest first, no paging, according to the older page; the newer one was not readable. (facts E 5)
         */
        get: operations["listLists"];
        put?: never;
        /**
         * Create a list
         * @description Leads that are named in it are attached, not copied. (facts E 5)
         */
        post: operations["createList"];
        /**
         * Delete a list
         * @description The id is in the body. The leads stay. The default list `all` cannot be deleted. (facts E 5)
         */
        delete: operations["deleteList"];
        options?: never;
        head?: never;
        /**
         * Change a list
         * @description The id is in the body. The default list `all` can be neither renamed nor converted, and a type that its leads would violate is refused. (facts E 5)
         */
        patch: operations["updateList"];
        trace?: never;
    };
    "/api/lists/{id}/leads": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The list's id. */
                id: components["parameters"]["ListId"];
            };
            cookie?: never;
        };
        /**
         * List the leads of a list
         * @description A page at a time, by cursor. (facts E 5)
         */
        get: operations["listListLeads"];
        put?: never;
        /**
         * Add leads to a list
         * @description What happens to unknown ids, and to leads that are in the list already, is not documented. (facts E 5)
         */
        post: operations["addListLeads"];
        /**
         * Take leads out of a list
         * @description The leads stay in the workspace. (facts E 5)
         */
        delete: operations["removeListLeads"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lists/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import leads into a list
         * @description Upserts the leads and attaches them. With `preview`, only checks and counts. (facts E 5, seed 002)
         */
        post: operations["importListLeads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lists/check-duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count the people that other lists have already
         * @description By LinkedIn URL, else full name and company, else full name and location. Changes nothing. (facts E 5; the page is an older one)
         */
        post: operations["checkListDuplicates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enrichments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what leads can be enriched with
         * @description The catalog, or with `id` (a slug) one entry. Hidden entries are left out. (facts E 4)
         */
        get: operations["listEnrichments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enrichment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enrich leads
         * @description Checks, then queues a run and charges for each lead of the scope. With mode `preview` it only plans, free of charge. The same `idempotencyKey` returns the run that exists, without a second charge. (facts E 4)
         */
        post: operations["createEnrichment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enrichment/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The run's id. */
                id: components["parameters"]["EnrichmentRunId"];
            };
            cookie?: never;
        };
        /**
         * Read an enrichment run
         * @description Read every 2 to 5 s until it is completed, failed or cancelled. (facts E 4)
         */
        get: operations["getEnrichmentRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enrichment/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The run's id. */
                id: components["parameters"]["EnrichmentRunId"];
            };
            cookie?: never;
        };
        /**
         * List the results of an enrichment run
         * @description One item for each lead, by id ascending; the order is stable within a run. (facts E 4)
         */
        get: operations["listEnrichmentItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enrichment/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The run's id. */
                id: components["parameters"]["EnrichmentRunId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an enrichment run
         * @description Items that run are finished, waiting ones are skipped, credits are not given back. A second call answers 409 with `run_not_cancellable`. (facts E 4)
         */
        post: operations["cancelEnrichment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the signal feed
         * @description By cursor. Dismissed signals are left out unless asked for. (facts S A1, seed 002)
         */
        get: operations["listSignals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Vote on signals, edit their drafts, dismiss them
         * @description Each item by itself; one that fails does not fail the others. May be sent again. (facts S A2)
         */
        patch: operations["updateSignals"];
        trace?: never;
    };
    "/api/signals/leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the people or companies behind the signals
         * @description Deduplicated; a page holds people or companies, never both. (facts S A3)
         */
        get: operations["listSignalLeads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set the status of people or companies behind signals
         * @description Each item by itself; one that fails does not fail the others. (facts S, later additions)
         */
        patch: operations["updateSignalLeads"];
        trace?: never;
    };
    "/api/signals/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List signal types
         * @description By position. The first call seeds the six built-in types; missing ones come back with the next call. (facts S A4)
         */
        get: operations["listSignalTypes"];
        put?: never;
        /**
         * Create a keyword signal type
         * @description Structured types are built in and cannot be created. Every source is on at first. The first scan may take an hour to come. (facts S A5, seed 002)
         */
        post: operations["createSignalType"];
        /**
         * Delete signal types for good
         * @description Built-in types are refused (`built_in`), unknown ids reported (`not_found`), each by itself. Signals that were found stay, without a type. (facts S A7)
         */
        delete: operations["deleteSignalTypes"];
        options?: never;
        head?: never;
        /**
         * Change signal types
         * @description `sourceOverrides` replaces the whole set: sources that are not in it are turned off. Built-in types ignore `prompt` and cannot be renamed. Each item by itself. (facts S A6)
         */
        patch: operations["updateSignalTypes"];
        trace?: never;
    };
    "/api/signals/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List signal sources
         * @description Which sources there are and which are on. (facts S A8, seed 002; its own page was not readable)
         */
        get: operations["listSignalSources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Turn signal sources on or off, configure them
         * @description Turning a source off does so in every type; turning it on again restores what was. A wrong `config` is not refused here but drops the next scan. Each item by itself. (facts S A9)
         */
        patch: operations["updateSignalSources"];
        trace?: never;
    };
    "/api/signals/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read when signals are scanned
         * @description Paused or not, the daily slot in UTC, and the state of the pipeline. (facts S A10)
         */
        get: operations["getSignalSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Pause signal scans or move their slot
         * @description A scan that runs is finished. The answer is what holds from now on. (facts S A11)
         */
        patch: operations["updateSignalSettings"];
        trace?: never;
    };
    "/api/signals/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write message and comment drafts for signals
         * @description At once, each item by itself; the drafts are kept on the signal. A draft that is being written by another call is reported as `already_in_flight`. (facts S A12)
         */
        post: operations["generateSignalMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/signals/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List signal searches, or read some with their results
         * @description Newest first, by cursor. With `ids`, those searches with their results, and no paging. (facts S A14)
         */
        get: operations["listSignalSearches"];
        put?: never;
        /**
         * Start a signal search
         * @description One at a time for each user. Read it every 5 to 10 s; results come in source by source. (facts S A13)
         */
        post: operations["createSignalSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/signals/analytics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how keywords perform
         * @description `keywords` is read by cursor; `keyword-runs` is one bounded list for one keyword. (facts S A15)
         */
        get: operations["getSignalAnalytics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/threads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List threads
         * @description Without a filter, active threads with something inbound. `correspondence` with `participant_email` asks instead whether there is email correspondence with that address. (facts S B1)
         */
        get: operations["listThreads"];
        put?: never;
        /**
         * Create a draft of a one-off email
         * @description Sends nothing; sendThreadMessage with `threading_mode` `new_thread` does. (facts S B2, seed 002)
         */
        post: operations["createThread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/threads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The thread's id. */
                id: components["parameters"]["ThreadId"];
            };
            cookie?: never;
        };
        /**
         * Read a thread with all its messages
         * @description Reading it sets `unread_count` to 0. Oldest message first, not paged. (facts S B3)
         */
        get: operations["getThread"];
        put?: never;
        post?: never;
        /**
         * Delete an unsent draft for good
         * @description Only a draft without any message. Conversations are archived instead. (facts S B5)
         */
        delete: operations["deleteDraftThread"];
        options?: never;
        head?: never;
        /**
         * Archive a thread, or edit its draft
         * @description At least one member that counts. Another status than `active` or `archived` is ignored. (facts S B4)
         */
        patch: operations["updateThread"];
        trace?: never;
    };
    "/api/threads/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The thread's id. */
                id: components["parameters"]["ThreadId"];
            };
            cookie?: never;
        };
        /**
         * List the messages of a thread
         * @description Oldest first, a page at a time. Does not mark them as read. (facts S B7)
         */
        get: operations["listThreadMessages"];
        put?: never;
        /**
         * Send a message to a person
         * @description Sent at once, then saved. There is no idempotency key: when the outcome is unknown, or a 500 says that the message was sent but not saved, it must not be sent again. (facts S B6, seed 002)
         */
        post: operations["sendThreadMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/threads/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The thread's id. */
                id: components["parameters"]["ThreadId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload an attachment for an email draft
         * @description Email threads that are drafts or still hold a draft. What comes back goes into a draft or a message. (facts S B8)
         */
        post: operations["uploadThreadAttachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/context": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what the workspace says about its company
         * @description The first thing to read. Both members are null until somebody has filled them in. (facts S C1, seed 002)
         */
        get: operations["getContext"];
        /**
         * Replace what the workspace says about its company
         * @description The whole context, never a part of it; of the profile, only the members that are sent. (facts S C2)
         */
        put: operations["updateContext"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the user's profile
         * @description With an API key `canManageAuth` is false. (facts S C3)
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the user's profile
         * @description Email and password cannot be changed in the same request. A new email waits for its confirmation link; a new password holds at once. (facts S C4)
         */
        patch: operations["updateAccount"];
        trace?: never;
    };
    "/api/credits/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what actions cost
         * @description To be read live, not hard-coded. An action that is not in it is not therefore free. (facts S C5, E 8, seed 002)
         */
        get: operations["getCreditsConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What comes with an error. `error` has two shapes, and which one an operation uses is mostly not documented. (seed 002) */
        ErrorBody: {
            error?: components["schemas"]["ErrorValue"];
            correlationId?: string;
        };
        ErrorValue: string | components["schemas"]["ErrorObject"];
        ErrorObject: {
            code?: "invalid_request" | "unauthorized" | "forbidden" | "not_found" | "conflict" | "unprocessable_entity" | "rate_limited" | "internal_error" | (string & {});
            message?: string;
        };
        /** @description Comes with 402. (facts E 4, S D) */
        InsufficientCreditsBody: {
            error?: components["schemas"]["ErrorValue"];
            correlationId?: string;
            /** @description Credits that the call needs. */
            required?: number;
            /** @description Credits that there are. */
            balance?: number;
        };
        /** @description Comes with 409 of createThread (both members) and updateThread (`existing_thread`). (facts S B2, B4) */
        ThreadConflictBody: {
            error?: components["schemas"]["ErrorValue"];
            correlationId?: string;
            existing_thread?: components["schemas"]["Thread"] | null;
            existing_threads?: components["schemas"]["Thread"][];
        };
        /** @description Comes with 409 of cancelEnrichment. (facts E 4) */
        EnrichmentConflictBody: {
            error?: components["schemas"]["ErrorValue"];
            correlationId?: string;
            reason?: "run_not_cancellable" | "run_status_changed" | (string & {});
        };
        Success: {
            /** @description Always true. */
            success?: boolean;
        };
        /** @description Each item by itself; a failed one does not fail the others. */
        BatchUpdateResult: {
            /** @description Ids that were changed. */
            updated: string[];
            errors: components["schemas"]["BatchUpdateError"][];
        };
        /** @description Each item by itself; a failed one does not fail the others. */
        BatchDeleteResult: {
            /** @description Ids that were deleted. */
            deleted: string[];
            errors: components["schemas"]["BatchDeleteError"][];
        };
        BatchUpdateError: {
            id: string;
            error: string;
        };
        BatchDeleteError: {
            id: string;
            error: "built_in" | "not_found" | (string & {});
        };
        CursorPagination: {
            /** @description Send it back as `cursor` to read on. */
            cursor?: string | null;
            hasMore?: boolean;
            count?: number;
        };
        /** @description How many, by status. */
        StatusCounts: {
            [key: string]: number;
        };
        Campaign: {
            /** Format: uuid */
            id: string;
            user_id?: string;
            name?: string;
            /** @description The channel; it never changes. */
            type?: "linkedin" | "email" | (string & {});
            status?: "draft" | "launching" | "active" | "paused" | "completed" | (string & {});
            /** @description Email only. Leads per day over all senders. */
            daily_limit?: number | null;
            /** @description Email only. */
            stop_on_reply?: boolean | null;
            /** @description Email only. */
            open_tracking?: boolean | null;
            /** @description Email only. */
            signature?: string | null;
            /** @description LinkedIn only. */
            skip_other_campaigns?: boolean | null;
            /** @description LinkedIn only. A schedule by weekday. */
            operating_hours?: {
                [key: string]: unknown;
            } | null;
            /** @description Null on a fresh draft. */
            stats?: components["schemas"]["CampaignStats"] | null;
            /** Format: date-time */
            created_at?: string;
            /** Format: date-time */
            updated_at?: string;
            sender_accounts?: components["schemas"]["SenderAccount"][];
            /** @description Cleared by resuming. */
            pause_reason?: string | null;
            /** Format: date-time */
            last_synced_at?: string | null;
            /** @description In the list of campaigns. */
            node_count?: number;
            /** @description In the answer to createCampaign, the two seeded nodes. */
            sequence_nodes?: components["schemas"]["SequenceNode"][];
        };
        /** @description `total` is set at launch, the others grow as leads are worked on. */
        CampaignStats: {
            total?: number;
            sent?: number;
            replied?: number;
            bounced?: number;
            completed?: number;
            timed_out?: number;
            connection_sent?: number;
            connected?: number;
            message_sent?: number;
            /** @description Shown in the list and after creating only. */
            contacted?: number;
        };
        /** @description A sender as it appears inside a campaign. */
        SenderAccount: {
            /** Format: uuid */
            id: string;
            type?: "email" | "linkedin" | (string & {});
            /** @description Email: pending, warming, active, error. LinkedIn: connected, credentials_required, disconnected. */
            status?: "pending" | "warming" | "active" | "error" | "connected" | "credentials_required" | "disconnected" | (string & {});
            email_address?: string | null;
            provider_account_id?: string | null;
            display_name?: string | null;
            first_name?: string | null;
            last_name?: string | null;
            daily_limit?: number | null;
            weekly_connection_limit?: number | null;
            weekly_message_limit?: number | null;
            is_premium?: boolean | null;
        };
        CampaignList: {
            campaigns: components["schemas"]["Campaign"][];
        };
        CampaignResult: {
            campaign: components["schemas"]["Campaign"];
        };
        CampaignDetail: {
            campaign: components["schemas"]["Campaign"];
            sequence_nodes: components["schemas"]["SequenceNode"][];
            prospects_by_status?: components["schemas"]["StatusCounts"];
            /** @description By node id; `__none__` holds the leads without a current node. */
            prospects_by_node?: {
                [key: string]: components["schemas"]["StatusCounts"];
            };
        };
        NewCampaign: {
            /**
             * @description The channel; it never changes.
             * @enum {string}
             */
            type: "linkedin" | "email";
            /** @description Unique per user. */
            name: string;
            /** @description Each account must be of the campaign's type. */
            sender_account_ids: string[];
            /** @description LinkedIn only. */
            skip_other_campaigns?: boolean;
            /** @description LinkedIn only. A schedule by weekday. */
            operating_hours?: {
                [key: string]: unknown;
            };
            /** @description Email only. Leads per day over all senders. */
            daily_limit?: number;
            /** @description Email only. */
            stop_on_reply?: boolean;
            /** @description Email only. */
            open_tracking?: boolean;
            /** @description Email only. */
            signature?: string;
        };
        CampaignUpdate: {
            name?: string;
            /** @description A schedule by weekday. */
            operating_hours?: {
                [key: string]: unknown;
            };
            /** @description Email only. Leads per day over all senders. */
            daily_limit?: number;
            /** @description LinkedIn only, draft only. */
            skip_other_campaigns?: boolean;
            /** @description Email only, draft only. */
            stop_on_reply?: boolean;
            /** @description Email only, draft only. */
            open_tracking?: boolean;
            /** @description Email only, draft only. */
            signature?: string;
            /** @description Draft only. */
            sender_account_ids?: string[];
            /** @description Draft only. The whole sequence in its order, `end` included; what is not in it is gone. */
            sequence_nodes?: components["schemas"]["SequenceNodeReplacement"][];
            /** @description Email only. */
            account_limits?: components["schemas"]["AccountLimit"][];
        };
        AccountLimit: {
            /** Format: uuid */
            account_id: string;
            daily_limit: number;
        };
        LaunchResult: {
            /** @description Always true. */
            success: boolean;
            /** @description "Campaign launch started". */
            message: string;
            /** @description The background task's run. */
            runId: string;
            prospectsToProcess: number;
            warning?: string;
            skippedProspects?: components["schemas"]["SkippedProspect"][];
            skippedCount?: number;
        };
        SkippedProspect: {
            /** Format: uuid */
            id: string;
            name?: string | null;
            linkedin_url?: string | null;
        };
        CampaignSenders: {
            senders: components["schemas"]["CampaignSender"][];
            campaign_type?: "linkedin" | "email" | (string & {});
            campaign_total_sent?: number;
            campaign_total_replies?: number;
            campaign_total_bounced?: number;
            campaign_total_completed?: number;
            campaign_total_committed?: number;
            campaignStatsByStatus?: {
                [key: string]: unknown;
            };
            /** @description By `<campaign id>:<account id>`. */
            campaignSenderStatsByStatus?: {
                [key: string]: unknown;
            };
            campaignSenderTodayStatsByStatus?: {
                [key: string]: unknown;
            };
            campaignActiveProspectsCount?: {
                [key: string]: unknown;
            };
        };
        CampaignSender: {
            /** Format: uuid */
            account_id: string;
            type?: "email" | "linkedin" | (string & {});
            display_name?: string | null;
            email_address?: string | null;
            profile_url?: string | null;
            status?: "pending" | "warming" | "active" | "error" | "connected" | "credentials_required" | "disconnected" | (string & {});
            is_premium?: boolean | null;
            warmup_status?: "not_started" | "warming" | "warmed" | "active" | "completed" | "banned" | "suspended" | (string & {}) | null;
            /** @description Without an override 80, or 100 for premium. */
            weekly_connection_limit?: number | null;
            /** @description Without an override 100, or 150 for premium. */
            weekly_message_limit?: number | null;
            /** @description Without an override 30. */
            daily_limit?: number | null;
            /** @description Rolling 7 days, all campaigns. */
            weekly_connections_sent?: number | null;
            /** @description Rolling 7 days, all campaigns. */
            weekly_messages_sent?: number | null;
            committed_count?: number | null;
            /** @description Only on LinkedIn campaigns with exactly one sender. */
            campaign_messages_sent?: number | null;
            today_sent?: number | null;
        };
        CampaignSettings: {
            accounts: components["schemas"]["CampaignSettingsAccount"][];
            schedules?: unknown[];
            weekly_stats?: unknown[];
        };
        CampaignSettingsAccount: {
            /** Format: uuid */
            id: string;
            type?: "email" | "linkedin" | (string & {});
            provider_account_id?: string | null;
            is_premium?: boolean | null;
            weekly_connection_limit?: number | null;
            weekly_message_limit?: number | null;
            display_name?: string | null;
            email_address?: string | null;
            status?: "pending" | "warming" | "active" | "error" | "connected" | "credentials_required" | "disconnected" | (string & {});
            daily_limit?: number | null;
            weekly_stats?: components["schemas"]["AccountWeeklyStats"] | null;
            limits?: components["schemas"]["AccountLimits"] | null;
            daily_stats?: components["schemas"]["AccountDailyStats"] | null;
        };
        AccountWeeklyStats: {
            connections_sent?: number | null;
            messages_sent?: number | null;
        };
        AccountLimits: {
            weekly_connection_limit?: number | null;
            weekly_message_limit?: number | null;
            max_connection_limit?: number | null;
            max_message_limit?: number | null;
            recommended_connection_limit?: number | null;
            recommended_message_limit?: number | null;
        };
        AccountDailyStats: {
            sent?: number | null;
            daily_limit?: number | null;
        };
        /** @description One lead on a campaign's roster; the service calls it a prospect. */
        CampaignLead: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            campaign_id?: string;
            user_id?: string;
            /** @description `pending` waits for the launch; from `replied` on they are final. */
            status?: "pending" | "sent" | "connection_sent" | "connected" | "message_sent" | "replied" | "bounced" | "completed" | "timed_out" | "cancelled" | (string & {});
            email?: string | null;
            linkedin_url?: string | null;
            first_name?: string | null;
            last_name?: string | null;
            name?: string | null;
            company?: string | null;
            position?: string | null;
            headline?: string | null;
            custom_fields?: {
                [key: string]: unknown;
            } | null;
            /** @description Where the lead came from; "api" and "csv" were seen. */
            source?: string | null;
            source_ref?: string | null;
            /** Format: date-time */
            created_at?: string;
            /** Format: date-time */
            updated_at?: string;
            /** Format: date-time */
            bounced_at?: string | null;
            /** Format: date-time */
            replied_at?: string | null;
            /** Format: uuid */
            current_node_id?: string | null;
        };
        CampaignLeadList: {
            prospects: components["schemas"]["CampaignLead"][];
            total?: number;
            page?: number;
            limit?: number;
        };
        CampaignLeadResult: {
            prospect: components["schemas"]["CampaignLead"];
        };
        /** @description Email campaigns need `email`, LinkedIn campaigns `linkedin_url`; the other one is kept when it is valid. */
        NewCampaignLead: {
            email?: string;
            linkedin_url?: string;
            first_name?: string;
            last_name?: string;
            company?: string;
            position?: string;
            headline?: string;
            /** @description For templates, as `%custom_fields.<key>%`. */
            custom_fields?: {
                [key: string]: unknown;
            };
        };
        CampaignLeadsAddition: {
            prospects: components["schemas"]["NewCampaignLead"][];
        };
        CampaignLeadsAdded: {
            imported: number;
            duplicates: number;
        };
        CampaignLeadUpdate: {
            /**
             * Format: uuid
             * @description A lead of this campaign.
             */
            prospect_id: string;
            updates: components["schemas"]["CampaignLeadChanges"];
        };
        CampaignLeadChanges: {
            email?: string;
            linkedin_url?: string;
            first_name?: string;
            last_name?: string;
            name?: string;
            company?: string;
            position?: string;
            headline?: string;
        };
        /** @description At least one of the two; `all` wins. */
        CampaignLeadsRemoval: {
            prospect_ids?: string[];
            /** @enum {boolean} */
            all?: true;
        };
        CampaignLeadsRemoved: {
            /** @description How many, or the word "all". */
            deleted: number | string;
        };
        CampaignListImport: {
            /** Format: uuid */
            listId: string;
            filter?: components["schemas"]["LeadFilter"];
        };
        CampaignListImported: {
            imported: number;
            duplicates: number;
            invalid?: number;
            errors?: number;
            total?: number;
            /** @description True with status 206. */
            partial?: boolean;
        };
        /** @description The counts, perhaps with an error. */
        CampaignListNotImported: {
            error?: components["schemas"]["ErrorValue"];
            correlationId?: string;
            imported?: number;
            duplicates?: number;
            invalid?: number;
            errors?: number;
            total?: number;
            partial?: boolean;
        };
        SequenceNode: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            campaign_id?: string;
            /** @description From 0, without gaps. */
            position?: number;
            type?: "connection_request" | "message" | "email" | "delay" | "ai" | "end" | (string & {});
            /** @description Email. */
            subject?: string | null;
            /** @description Connection request, message, email. Variables as `%first_name%`. */
            body?: string | null;
            body_html?: string | null;
            signature?: string | null;
            from_name?: string | null;
            reply_to?: string | null;
            cc?: string | null;
            bcc?: string | null;
            attachments?: unknown[] | null;
            /** @description Connection request. */
            include_message?: boolean | null;
            /** @description Email. */
            is_reply?: boolean | null;
            /** @description Delay. */
            delay_days?: number | null;
            /** @description Delay. */
            delay_hours?: number | null;
            /** @description Delay. */
            delay_minutes?: number | null;
            /** @description Null on other nodes than `ai`. */
            ai_node?: components["schemas"]["AiNode"] | null;
        };
        AiNode: {
            purpose?: string | null;
            output_type?: string | null;
        };
        /** @description Which members count depends on `type`. LinkedIn campaigns take connection_request, message, delay, ai and end; email campaigns take email, delay, ai and end. An `id` is dropped; further members are passed on. */
        NewSequenceNode: {
            /**
             * @description It never changes.
             * @enum {string}
             */
            type: "connection_request" | "message" | "email" | "delay" | "ai" | "end";
            /** @description From 0. Without it, right before the terminal `end`. */
            position?: number | null;
            /** @description Email. */
            subject?: string;
            /** @description Connection request, message, email. Variables as `%first_name%`. */
            body?: string;
            signature?: string;
            /** @description Connection request. The invitation carries `body` (300 characters at most). */
            include_message?: boolean;
            /** @description Email. Sent as a reply on the thread of the email before. */
            is_reply?: boolean;
            /** @description Delay. */
            delay_days?: number;
            /** @description Delay. */
            delay_hours?: number;
            /** @description Delay. */
            delay_minutes?: number;
        } & {
            [key: string]: unknown;
        };
        /** @description A node of the sequence that updateCampaign puts in place of the old one. A delay is 1 minute to 30 days in total; positions follow the array's order. */
        SequenceNodeReplacement: {
            /** Format: uuid */
            id?: string;
            /** @enum {string} */
            type?: "connection_request" | "message" | "email" | "delay" | "ai" | "end";
            position?: number;
            subject?: string;
            body?: string;
            signature?: string;
            include_message?: boolean;
            is_reply?: boolean;
            delay_days?: number;
            delay_hours?: number;
            delay_minutes?: number;
        };
        SequenceNodeMove: {
            /** @description A node of this campaign. */
            nodeId: string;
            toPosition: number;
        };
        SequenceNodeDeletion: {
            /** @description A node of this campaign. */
            nodeId: string;
        };
        /** @description Only members that are sent are applied; members of another node type are ignored. */
        SequenceNodeUpdate: {
            /** @description Email. */
            subject?: string;
            /** @description Connection request, message, email. */
            body?: string;
            body_html?: string;
            signature?: string;
            from_name?: string;
            reply_to?: string;
            cc?: string;
            bcc?: string;
            attachments?: unknown[];
            /** @description Connection request. */
            include_message?: boolean;
            /** @description Email. */
            is_reply?: boolean;
            /** @description Delay. */
            delay_days?: number;
            /** @description Delay. */
            delay_hours?: number;
            /** @description Delay. */
            delay_minutes?: number;
            ai_node?: components["schemas"]["AiNodeUpdate"];
        };
        /** @description For `ai` nodes. */
        AiNodeUpdate: {
            purpose?: string;
            output_type?: string;
        };
        /** @description `sequence_nodes` is the whole sequence in order. When it could not be read back there is `mutated`, perhaps with `node_id`, instead: the change was made, read the campaign. */
        SequenceNodesResult: {
            sequence_nodes?: components["schemas"]["SequenceNode"][];
            /** @description Always true when it is there. */
            mutated?: boolean;
            node_id?: string | null;
        };
        SequenceNodeResult: {
            node: components["schemas"]["SequenceNode"];
        };
        GeneratedMessage: {
            id: string;
            campaign_id?: string | null;
            prospect_id?: string | null;
            node_id?: string | null;
            status?: "draft" | "pending" | "sent" | (string & {});
            subject?: string | null;
            body_text?: string | null;
            body_html?: string | null;
            manually_edited?: boolean | null;
            /** Format: date-time */
            created_at?: string;
        };
        GeneratedMessageList: {
            messages: components["schemas"]["GeneratedMessage"][];
        };
        GeneratedMessageResult: {
            message: components["schemas"]["GeneratedMessage"];
        };
        MessageGeneration: {
            /** @enum {string} */
            action: "resolve" | "generate_ai";
            /** @description For `generate_ai`. Only these leads. */
            prospect_ids?: string[];
        } & {
            [key: string]: unknown;
        };
        MessageGenerationResult: {
            /** @description For `resolve`. */
            messages?: components["schemas"]["GeneratedMessage"][];
            correlationId?: string;
        };
        /** @description One of subject and text, or both. */
        GeneratedMessageUpdate: {
            message_id: string;
            subject?: string;
            body_text?: string;
        };
        /** @description A sender account, LinkedIn or email. Inboxes are email ones; their examples leave out what does not concern them. */
        Sender: {
            /** Format: uuid */
            id: string;
            user_id?: string;
            type?: "email" | "linkedin" | (string & {});
            display_name?: string | null;
            /** @description Email: pending, warming, active, error. LinkedIn: connected, credentials_required, disconnected. */
            status?: "pending" | "warming" | "active" | "error" | "connected" | "credentials_required" | "disconnected" | (string & {});
            /** Format: date-time */
            created_at?: string;
            /** Format: date-time */
            updated_at?: string;
            provider_account_id?: string | null;
            profile_url?: string | null;
            is_premium?: boolean | null;
            has_sales_navigator?: boolean | null;
            weekly_connection_limit?: number | null;
            weekly_message_limit?: number | null;
            email_address?: string | null;
            /** Format: uuid */
            domain_id?: string | null;
            /** @description Set when the account has a sending inbox. */
            agentmail_inbox_id?: string | null;
            instantly_account_id?: string | null;
            warmup_status?: "not_started" | "warming" | "warmed" | "active" | "completed" | "banned" | "suspended" | (string & {}) | null;
            first_name?: string | null;
            last_name?: string | null;
            signature?: string | null;
            daily_limit?: number | null;
            instantly_tag_id?: string | null;
            instantly_warmup_tag_id?: string | null;
            /** @description The account's domain. */
            email_domains?: components["schemas"]["DomainSummary"] | null;
            /** @description In getSender only. */
            stats?: components["schemas"]["SenderStats"] | null;
        };
        SenderStats: {
            today_sent?: number;
            today_committed?: number;
        };
        DomainSummary: {
            /** Format: uuid */
            id?: string;
            domain?: string;
            status?: "pending" | "verifying" | "verified" | "failed" | (string & {});
        };
        SenderList: {
            accounts: components["schemas"]["Sender"][];
        };
        SenderDetail: {
            account: components["schemas"]["Sender"];
            campaigns?: components["schemas"]["SenderCampaign"][];
            mappings?: components["schemas"]["SenderMapping"][];
            /** @description By campaign id. */
            campaignStatsByStatus?: {
                [key: string]: components["schemas"]["StatusCounts"];
            };
            /** @description By `<campaign id>:<account id>`. */
            campaignSenderStatsByStatus?: {
                [key: string]: components["schemas"]["StatusCounts"];
            };
            campaignSenderTodayStatsByStatus?: {
                [key: string]: unknown;
            };
            /** @description By campaign id. */
            campaignActiveProspectsCount?: {
                [key: string]: number;
            };
        };
        SenderCampaign: {
            /** Format: uuid */
            id: string;
            name?: string | null;
            status?: "draft" | "launching" | "active" | "paused" | "completed" | (string & {});
            type?: "linkedin" | "email" | (string & {});
            daily_limit?: number | null;
            stats?: {
                [key: string]: unknown;
            } | null;
            operating_hours?: {
                [key: string]: unknown;
            } | null;
            sequence_nodes?: unknown[];
        };
        SenderMapping: {
            /** Format: uuid */
            campaign_id?: string;
            /** Format: uuid */
            account_id?: string;
        };
        /** @description A map of coming capacity and commitments. */
        SenderSchedule: {
            [key: string]: unknown;
        };
        ConnectLink: {
            /** @description Good once, for an hour. For a person, in a browser. */
            url: string;
        };
        InboxList: {
            accounts: components["schemas"]["Sender"][];
        };
        InboxResult: {
            account: components["schemas"]["Sender"];
        };
        NewInbox: {
            /** @description What stands before the @. Made lower case. */
            username: string;
            /**
             * Format: uuid
             * @description A verified domain.
             */
            domain_id: string;
            display_name?: string;
            first_name?: string;
            last_name?: string;
        };
        InboxUpdate: {
            /** @description Empty clears it. */
            signature?: string;
        };
        WarmupAnalytics: {
            /** @description By account id. */
            analytics?: {
                [key: string]: components["schemas"]["InboxWarmup"];
            };
            /** @description By account id: what this read changed. */
            transitions?: {
                [key: string]: components["schemas"]["InboxTransition"];
            };
        };
        InboxWarmup: {
            email?: string | null;
            total_sent?: number | null;
            total_received?: number | null;
            health_score?: number | null;
            health_score_label?: string | null;
            /** @description 0 to 100. */
            warmup_reputation?: number | null;
            /** @description 1 is good; -1, -2 and -3 mean banned or suspended. */
            instantly_warmup_status?: number | null;
            daily_data?: components["schemas"]["InboxWarmupDay"][] | null;
        };
        InboxWarmupDay: {
            date?: string;
            sent?: number | null;
            received?: number | null;
        };
        InboxTransition: {
            warmup_status?: "not_started" | "warming" | "warmed" | "active" | "completed" | "banned" | "suspended" | (string & {}) | null;
            status?: "pending" | "warming" | "active" | "error" | (string & {}) | null;
        };
        Domain: {
            /** Format: uuid */
            id: string;
            user_id?: string;
            domain?: string;
            agentmail_domain_id?: string | null;
            status?: "pending" | "verifying" | "verified" | "failed" | (string & {});
            /** @description What to set at the domain's DNS service. */
            dns_records?: components["schemas"]["RequiredDnsRecord"][] | null;
            /** Format: date-time */
            verified_at?: string | null;
            /** Format: date-time */
            created_at?: string;
            /** Format: date-time */
            updated_at?: string;
        };
        RequiredDnsRecord: {
            type?: string;
            name?: string;
            value?: string;
            priority?: number | null;
        };
        DomainList: {
            domains: components["schemas"]["Domain"][];
        };
        DomainResult: {
            domain: components["schemas"]["Domain"];
        };
        NewDomain: {
            /** @description Made lower case. */
            domain: string;
        };
        DomainUpdate: {
            /** @enum {string} */
            status: "pending" | "verifying" | "failed";
        };
        DomainDnsRecords: {
            domain: components["schemas"]["DomainSummary"];
            cloudflare?: components["schemas"]["DnsCheck"];
            records: components["schemas"]["FoundDnsRecord"][];
        };
        DnsCheck: {
            /** @description False when the DNS service could not be reached. */
            checked?: boolean;
            zoneId?: string | null;
            zoneName?: string | null;
            error?: string | null;
        };
        FoundDnsRecord: {
            id?: string | null;
            type?: string;
            name?: string;
            value?: string | null;
            priority?: number | null;
            ttl?: number | null;
            proxied?: boolean | null;
        };
        /** @description A person or a company. */
        Lead: {
            id: string;
            type?: "person" | "company" | (string & {});
            name?: components["schemas"]["LeadName"] | null;
            title?: string | null;
            company?: components["schemas"]["LeadCompany"] | null;
            location?: components["schemas"]["LeadLocation"] | null;
            socials?: components["schemas"]["LeadSocial"][] | null;
            contacts?: components["schemas"]["LeadContact"][] | null;
            /** @description What enrichment found, among others. */
            attributes?: {
                [key: string]: unknown;
            } | null;
            domain?: string | null;
            industry?: string | null;
            size?: string | null;
            lists?: components["schemas"]["LeadListRef"][] | null;
            sources?: components["schemas"]["LeadSource"][] | null;
            raw?: {
                [key: string]: unknown;
            } | null;
            createdAt?: string | null;
            updatedAt?: string | null;
        };
        LeadName: {
            full?: string | null;
            short?: string | null;
            aliases?: string[] | null;
            first?: string | null;
            last?: string | null;
        };
        LeadCompany: {
            id?: string | null;
            name?: string | null;
            domain?: string | null;
        };
        LeadLocation: {
            city?: string | null;
            state?: string | null;
            country?: string | null;
            raw?: string | null;
        };
        /** @description Has further members that the examples leave out. */
        LeadSocial: {
            url?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Has further members that the examples leave out. */
        LeadContact: {
            value?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Has further members that the examples leave out. */
        LeadSource: {
            id?: string | null;
        } & {
            [key: string]: unknown;
        };
        LeadListRef: {
            id?: string;
            name?: string | null;
        };
        LeadList: {
            leads: components["schemas"]["Lead"][];
            nextCursor?: string | null;
        };
        LeadResult: {
            lead: components["schemas"]["Lead"];
        };
        NewLead: {
            /** @enum {string} */
            type: "person" | "company";
            name: components["schemas"]["LeadNameInput"];
            title?: string;
            company?: components["schemas"]["LeadCompanyInput"];
            location?: components["schemas"]["LeadLocationInput"];
            socials?: components["schemas"]["LeadSocialInput"][];
            contacts?: components["schemas"]["LeadContactInput"][];
            domain?: string;
            industry?: string;
            size?: string;
            attributes?: {
                [key: string]: unknown;
            };
            sources?: components["schemas"]["LeadSourceInput"][];
            listIds?: string[];
            raw?: {
                [key: string]: unknown;
            };
        };
        /** @description Only what changes. */
        LeadUpdate: {
            id: string;
            name?: components["schemas"]["LeadNameInput"];
            title?: string;
            company?: components["schemas"]["LeadCompanyInput"];
            location?: components["schemas"]["LeadLocationInput"];
            socials?: components["schemas"]["LeadSocialInput"][];
            contacts?: components["schemas"]["LeadContactInput"][];
            domain?: string;
            industry?: string;
            size?: string;
            attributes?: {
                [key: string]: unknown;
            };
            raw?: {
                [key: string]: unknown;
            };
        };
        LeadDeletion: {
            id: string;
        };
        LeadNameInput: {
            full?: string;
            short?: string;
            aliases?: string[];
            first?: string;
            last?: string;
        };
        LeadCompanyInput: {
            id?: string;
            name?: string;
            domain?: string;
        };
        LeadLocationInput: {
            city?: string;
            state?: string;
            country?: string;
            raw?: string;
        };
        LeadSocialInput: {
            url?: string;
        } & {
            [key: string]: unknown;
        };
        LeadContactInput: {
            value?: string;
        } & {
            [key: string]: unknown;
        };
        LeadSourceInput: {
            id?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Chooses leads of a list. */
        LeadFilter: {
            leadIds?: string[];
            where?: components["schemas"]["LeadFilterCondition"][];
            orderBy?: components["schemas"]["LeadFilterOrder"][];
            limit?: number;
        };
        LeadFilterCondition: {
            field?: string;
            value?: unknown;
        } & {
            [key: string]: unknown;
        };
        LeadFilterOrder: {
            field?: string;
        } & {
            [key: string]: unknown;
        };
        LeadSearchTask: {
            /** Format: uuid */
            id: string;
            type?: "lead_search" | (string & {});
            status?: "pending" | "running" | "completed" | "done" | "failed" | (string & {});
            statusUrl?: string | null;
            /** Format: uuid */
            resultListId?: string | null;
            prompt?: string | null;
            title?: string | null;
            filters?: {
                [key: string]: unknown;
            } | null;
            resultCount?: number | null;
            errorMessage?: string | null;
            /** Format: date-time */
            createdAt?: string | null;
            /** Format: date-time */
            completedAt?: string | null;
        };
        LeadSearchTaskList: {
            tasks: components["schemas"]["LeadSearchTask"][];
        };
        NewLeadSearch: {
            prompt: string;
            /** @description How many new records at most. The service silently lowers a number above 2500. */
            fetch_count: number;
            /**
             * Format: uuid
             * @description The list to fill; a new one is made under an id that is not in use yet.
             */
            listId?: string;
            /** @description The name of a new list; without it, made from the prompt. */
            listName?: string;
        };
        LeadSearchStarted: {
            task: components["schemas"]["LeadSearchTask"];
            list: components["schemas"]["LeadSearchTarget"];
            correlationId?: string;
        };
        LeadSearchTarget: {
            /** Format: uuid */
            id: string;
            name?: string | null;
        };
        /** @description The provider's raw rows. */
        LeadSearchResults: {
            [key: string]: unknown;
        };
        List: {
            /** Format: uuid */
            id: string;
            name?: string;
            description?: string | null;
            leadType?: "person" | "company" | "mixed" | (string & {});
            leadCount?: number;
            personCount?: number;
            companyCount?: number;
            activeSearchTaskId?: string | null;
            searchFilters?: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            createdAt?: string;
            /** Format: date-time */
            updatedAt?: string;
        };
        ListList: {
            lists?: components["schemas"]["List"][];
        };
        ListResult: {
            list: components["schemas"]["List"];
        };
        NewList: {
            /** @description "Untitled List" without it. */
            name?: string;
            description?: string | null;
            /**
             * @description Person without it.
             * @enum {string}
             */
            leadType?: "person" | "company" | "mixed";
            /** @description Leads to attach. */
            leadIds?: string[];
        };
        ListUpdate: {
            id: string;
            name?: string;
            description?: string | null;
            /** @enum {string} */
            leadType?: "person" | "company" | "mixed";
        };
        ListDeletion: {
            id: string;
        };
        ListLeadList: {
            leads: components["schemas"]["Lead"][];
            total?: number;
            hasMore?: boolean;
            nextCursor?: string | null;
        };
        ListLeadIds: {
            /** @description Without repetitions. No maximum is documented. */
            leadIds: string[];
        };
        ListImport: {
            leads: components["schemas"]["NewLead"][];
            listId?: string;
            /** @description Check and count only, write nothing. */
            preview?: boolean;
        };
        ListImportResult: {
            preview?: components["schemas"]["ListImportPreview"];
        } & {
            [key: string]: unknown;
        };
        ListImportPreview: {
            leadCount?: number;
            personCount?: number;
            companyCount?: number;
        };
        /** @description People, or the results of a search; the search wins. */
        DuplicateCheck: {
            people?: components["schemas"]["DuplicateCheckPerson"][];
            /** Format: uuid */
            searchId?: string;
            /**
             * Format: uuid
             * @description A list that does not count.
             */
            excludeListId?: string;
        };
        DuplicateCheckPerson: {
            linkedinUrl?: string;
            fullName?: string;
            company?: string;
            location?: string;
        };
        DuplicateCount: {
            duplicateCount: number;
        };
        EnrichmentCatalog: {
            enrichments: components["schemas"]["EnrichmentCatalogEntry"][];
        };
        EnrichmentCatalogEntry: {
            id: string;
            /** @description Such as work_email, website_overview or hiring_status. */
            slug?: string;
            name?: string | null;
            description?: string | null;
            /** @description The type of lead that it is for. */
            subject?: "person" | "company" | (string & {});
            version?: string | number;
            enabled?: boolean;
            visibility?: string | null;
            inputSchema?: unknown;
            outputSchema?: unknown;
            defaultOutput?: components["schemas"]["EnrichmentDefaultOutput"] | null;
            defaultOutputAttributeKey?: string | null;
            outputOverridePolicy?: unknown;
            costModel?: components["schemas"]["EnrichmentCostModel"] | null;
            toolBinding?: components["schemas"]["EnrichmentToolBinding"] | null;
        };
        EnrichmentDefaultOutput: {
            target?: string | null;
            attributeKey?: string | null;
        };
        EnrichmentCostModel: {
            /** @description An action of the credits configuration. */
            creditAction?: string | null;
        };
        EnrichmentToolBinding: {
            type?: string | null;
            payloadMapper?: components["schemas"]["EnrichmentPayloadMapper"] | null;
            taskId?: string | null;
        };
        EnrichmentPayloadMapper: {
            id?: string | null;
            version?: unknown;
        };
        NewEnrichment: {
            /** @description A slug of the catalog. */
            enrichmentId: string;
            scope: components["schemas"]["EnrichmentScope"];
            /**
             * @description Persisted without it. A preview plans only, and is free.
             * @enum {string}
             */
            mode?: "persisted" | "preview";
            input?: {
                [key: string]: unknown;
            };
            output?: components["schemas"]["EnrichmentOutputInput"];
            displayRequest?: components["schemas"]["EnrichmentDisplayRequest"];
            /** @description The same key returns the run that exists, without a second charge. */
            idempotencyKey?: string;
            writePolicy?: string;
        };
        EnrichmentScope: components["schemas"]["EnrichmentLeadsScope"] | components["schemas"]["EnrichmentListScope"] | components["schemas"]["EnrichmentFilteredListScope"];
        EnrichmentLeadsScope: {
            /** @enum {string} */
            type: "explicit_leads";
            leadIds: string[];
            /** @description Only for output that belongs to a list. */
            listId?: string;
        };
        EnrichmentListScope: {
            /** @enum {string} */
            type: "list";
            listId: string;
        };
        /** @description Documented as not supported yet. */
        EnrichmentFilteredListScope: {
            /** @enum {string} */
            type: "filtered_list";
            listId: string;
            filter: components["schemas"]["LeadFilter"];
        };
        EnrichmentOutputInput: {
            attributeKey?: string;
        } & {
            [key: string]: unknown;
        };
        EnrichmentDisplayRequest: {
            fieldId?: string;
        } & {
            [key: string]: unknown;
        };
        EnrichmentStarted: {
            enrichmentRunId?: string | null;
            runId?: string | null;
            status?: "pending" | "running" | "completed" | "done" | "failed" | "cancelled" | (string & {});
            leadCount?: number;
            triggerRunId?: string | null;
            /** @description The idempotency key was known; nothing was charged. */
            reusedExistingRun?: boolean;
            correlationId?: string;
        };
        EnrichmentRun: {
            id: string;
            status?: "pending" | "running" | "completed" | "done" | "failed" | "cancelled" | (string & {});
            mode?: "persisted" | "preview" | (string & {});
            enrichment?: components["schemas"]["EnrichmentRunSubject"] | null;
            scope?: components["schemas"]["EnrichmentRunScope"] | null;
            output?: components["schemas"]["EnrichmentRunOutput"] | null;
            cost?: components["schemas"]["EnrichmentRunCost"] | null;
            trigger?: components["schemas"]["EnrichmentRunTrigger"] | null;
            error?: components["schemas"]["EnrichmentError"] | null;
            timing?: components["schemas"]["EnrichmentRunTiming"] | null;
        };
        /** @description What leads are enriched with. */
        EnrichmentRunSubject: {
            id?: string | null;
            slug?: string | null;
            version?: number | string | null;
            snapshot?: unknown;
        };
        EnrichmentRunScope: {
            type?: "explicit_leads" | "list" | "filtered_list" | (string & {});
            listId?: string | null;
            requested?: unknown;
            resolvedCount?: number | null;
            counts?: components["schemas"]["EnrichmentRunCounts"] | null;
        };
        EnrichmentRunCounts: {
            pending?: number;
            running?: number;
            completed?: number;
            skipped?: number;
            failed?: number;
        };
        EnrichmentRunOutput: {
            target?: string | null;
            attributeKey?: string | null;
            writePolicy?: string | null;
            persistResults?: boolean | null;
        };
        EnrichmentRunCost: {
            preview?: unknown;
            actual?: unknown;
        };
        EnrichmentRunTrigger: {
            correlationId?: string | null;
            triggerRunId?: string | null;
            dispatchMetadata?: unknown;
        };
        EnrichmentError: {
            message?: string | null;
            details?: unknown;
        };
        EnrichmentRunTiming: {
            startedAt?: string | null;
            completedAt?: string | null;
            cancelledAt?: string | null;
            createdAt?: string | null;
            updatedAt?: string | null;
        };
        EnrichmentRunResult: {
            run: components["schemas"]["EnrichmentRun"];
        };
        /** @description One lead of a run. */
        EnrichmentItem: {
            id: string;
            runId?: string;
            leadId?: string | null;
            listId?: string | null;
            membershipId?: string | null;
            status?: "pending" | "running" | "completed" | "skipped" | "failed" | (string & {});
            result?: unknown;
            /** @description `run_cancelled` among others. */
            skippedReason?: string | null;
            error?: components["schemas"]["EnrichmentError"] | null;
            attempts?: number | null;
            metadata?: components["schemas"]["EnrichmentItemMetadata"] | null;
            timing?: components["schemas"]["EnrichmentItemTiming"] | null;
        };
        EnrichmentItemMetadata: {
            inputSnapshot?: unknown;
            leadSnapshot?: unknown;
            result?: unknown;
            provider?: unknown;
            providerSubmissionId?: string | null;
        };
        EnrichmentItemTiming: {
            startedAt?: string | null;
            completedAt?: string | null;
            createdAt?: string | null;
            updatedAt?: string | null;
        };
        EnrichmentItemList: {
            items: components["schemas"]["EnrichmentItem"][];
            page?: components["schemas"]["EnrichmentPage"];
        };
        EnrichmentPage: {
            limit?: number;
            nextCursor?: string | null;
            hasMore?: boolean;
        };
        EnrichmentCancelled: {
            run: components["schemas"]["CancelledEnrichmentRun"];
        };
        CancelledEnrichmentRun: {
            id: string;
            status?: "cancelled" | (string & {});
            cancelledAt?: string | null;
        };
        Signal: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description Null when its type was deleted.
             */
            signalTypeId?: string | null;
            signalTypeLabel?: string | null;
            sourceId?: "linkedin_posts" | "linkedin_jobs" | "news" | "hiring_cafe" | "reddit" | "hacker_news" | "x_twitter" | (string & {}) | null;
            /** @description 1 to 3; what is below 2 does not reach the feed. */
            score?: number | null;
            title?: string | null;
            excerpt?: string | null;
            url?: string | null;
            comment?: string | null;
            /** @description The draft of a direct message. */
            dmText?: string | null;
            /** @description The draft of a comment. */
            commentText?: string | null;
            /** Format: date-time */
            createdAt?: string | null;
            classification?: {
                [key: string]: unknown;
            } | null;
            authorName?: string | null;
            authorUrl?: string | null;
            entityCompany?: string | null;
            entityPerson?: string | null;
            groupKey?: string | null;
            structuredWording?: components["schemas"]["SignalWording"] | null;
            formattedTitle?: string | null;
            suggestedActions?: components["schemas"]["SignalAction"][] | null;
            workflowRun?: components["schemas"]["SignalWorkflowRun"] | null;
            actionState?: {
                [key: string]: unknown;
            } | null;
            color?: string | null;
            label?: string | null;
            /** Format: uuid */
            entityId?: string | null;
            /** Format: uuid */
            personEntityId?: string | null;
            entityDomain?: string | null;
            entityMetadata?: components["schemas"]["SignalEntityMetadata"] | null;
            normalized?: {
                [key: string]: unknown;
            } | null;
        };
        /** @description Told apart by `type`. */
        SignalWording: {
            /** @description `hiring` was shown. */
            type?: string;
            company?: string | null;
            jobTitle?: string | null;
            location?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Told apart by `type`. */
        SignalAction: {
            /** @description `copy_comment_and_open` was shown. */
            type?: string;
            comment_text?: string | null;
        } & {
            [key: string]: unknown;
        };
        SignalWorkflowRun: {
            /** Format: uuid */
            id?: string | null;
            status?: string | null;
            /** Format: uuid */
            workflowId?: string | null;
        };
        SignalEntityMetadata: {
            person?: {
                [key: string]: unknown;
            } | null;
            company?: {
                [key: string]: unknown;
            } | null;
        };
        SignalList: {
            signals: components["schemas"]["Signal"][];
            pagination?: components["schemas"]["CursorPagination"];
        };
        SignalsUpdate: {
            items: components["schemas"]["SignalUpdate"][];
        };
        /** @description The signal, and at least one change. */
        SignalUpdate: {
            /** Format: uuid */
            id: string;
            /**
             * @description Null takes the vote back.
             * @enum {string|null}
             */
            vote?: "up" | "down" | null;
            comment?: string;
            dmText?: string;
            commentText?: string;
            /**
             * @description Dismissed hides it; there is no documented way back.
             * @enum {string}
             */
            status?: "new" | "commented" | "dismissed";
        };
        /** @description A person or a company behind signals. */
        SignalLead: {
            /** Format: uuid */
            id: string;
            name?: string | null;
            signalIds?: string[];
            person?: components["schemas"]["SignalPerson"] | null;
            company?: components["schemas"]["SignalCompany"] | null;
        };
        SignalPerson: {
            name?: string | null;
            linkedinUrl?: string | null;
            headline?: string | null;
            avatar?: string | null;
            email?: string | null;
        };
        SignalCompany: {
            name?: string | null;
            domain?: string | null;
            linkedinUrl?: string | null;
            industry?: string | null;
        };
        SignalLeadList: {
            leads: components["schemas"]["SignalLead"][];
            pagination?: components["schemas"]["CursorPagination"];
        };
        SignalLeadsUpdate: {
            items: components["schemas"]["SignalLeadUpdate"][];
        };
        SignalLeadUpdate: {
            /** Format: uuid */
            entityId: string;
            /** @enum {string} */
            status: "new" | "contacted" | "dismissed";
        };
        SignalType: {
            /** Format: uuid */
            id: string;
            label?: string;
            description?: string | null;
            /** @description `structured` among others. */
            kind?: string;
            builtIn?: boolean;
            enabled?: boolean;
            position?: number;
            color?: string | null;
            /** @description Empty on structured types. */
            keywords?: string[] | null;
            prompt?: string | null;
            exampleSignals?: components["schemas"]["SignalExample"][] | null;
            structuredConfig?: {
                [key: string]: unknown;
            } | null;
            allowedSources?: string[] | null;
            sourceOverrides?: components["schemas"]["SignalSourceOverride"][] | null;
        };
        SignalExample: {
            source?: string | null;
            sourceHandle?: string | null;
            headline?: string | null;
            timeAgoLabel?: string | null;
            score?: number | null;
        };
        SignalSourceOverride: {
            sourceId?: "linkedin_posts" | "linkedin_jobs" | "news" | "hiring_cafe" | "reddit" | "hacker_news" | "x_twitter" | (string & {});
            enabled?: boolean;
            extraKeywords?: string[] | null;
        };
        SignalTypeList: {
            types: components["schemas"]["SignalType"][];
        };
        SignalTypeResult: {
            type: components["schemas"]["SignalType"];
        };
        /** @description Keywords and prompt together work best. */
        NewSignalType: {
            /** @description Unique in the workspace. */
            label: string;
            description?: string;
            keywords?: string[];
            prompt?: string;
            allowedSources?: string[];
            sourceOverrides?: components["schemas"]["SignalSourceOverrideInput"][];
        };
        SignalSourceOverrideInput: {
            sourceId?: "linkedin_posts" | "linkedin_jobs" | "news" | "hiring_cafe" | "reddit" | "hacker_news" | "x_twitter" | (string & {});
            enabled?: boolean;
            extraKeywords?: string[];
        };
        SignalTypesUpdate: {
            items: components["schemas"]["SignalTypeUpdate"][];
        };
        SignalTypeUpdate: {
            /** Format: uuid */
            id: string;
            label?: string;
            description?: string;
            keywords?: string[];
            prompt?: string;
            enabled?: boolean;
            position?: number;
            allowedSources?: string[];
            /** @description Structured types only. */
            structuredConfig?: {
                [key: string]: unknown;
            };
            /** @description Replaces the whole set; sources that are not in it are turned off. */
            sourceOverrides?: components["schemas"]["SignalSourceOverrideInput"][];
        };
        SignalTypesDeletion: {
            ids: string[];
        };
        SignalSources: {
            [key: string]: unknown;
        };
        SignalSourcesUpdate: {
            items: components["schemas"]["SignalSourceUpdate"][];
        };
        SignalSourceUpdate: {
            id: "linkedin_posts" | "linkedin_jobs" | "news" | "hiring_cafe" | "reddit" | "hacker_news" | "x_twitter" | (string & {});
            /** @description True when the source is configured for the first time. */
            enabled?: boolean;
            /** @description After the source's `configSchema`. */
            config?: {
                [key: string]: unknown;
            };
        };
        SignalSettings: {
            paused: boolean;
            /** @description HH:MM in UTC, on a quarter of an hour. */
            scanTimeUtc: string;
            /** @description Null before the first scan. */
            pipelineStatus: {
                [key: string]: unknown;
            } | null;
        };
        SignalSettingsUpdate: {
            paused?: boolean;
            scanTimeUtc?: string;
        };
        SignalMessagesGeneration: {
            items: components["schemas"]["SignalMessageRequest"][];
        };
        /** @description At least one of the two must be true. */
        SignalMessageRequest: {
            /** Format: uuid */
            id: string;
            dm?: boolean;
            comment?: boolean;
        };
        SignalMessagesGenerated: {
            results: components["schemas"]["SignalMessageResult"][];
        };
        SignalMessageResult: {
            /** Format: uuid */
            id?: string;
            /** Format: uuid */
            signalId?: string;
            dm?: components["schemas"]["SignalDirectMessage"] | null;
            comment?: components["schemas"]["SignalComment"] | null;
            /** @description `already_in_flight` while another call writes the same draft; others are not documented. */
            error?: string | null;
        };
        SignalDirectMessage: {
            text?: string | null;
            profileUrl?: string | null;
            messagingUrl?: string | null;
            error?: string | null;
        };
        SignalComment: {
            text?: string | null;
            sourceUrl?: string | null;
            error?: string | null;
        };
        NewSignalSearch: {
            query: string;
            filterPrompt?: string;
        };
        SignalSearchStarted: {
            /** Format: uuid */
            id: string;
            status?: "pending" | "running" | "completed" | "done" | "failed" | (string & {});
            correlationId?: string;
        };
        SignalSearch: {
            /** Format: uuid */
            id: string;
            query?: string | null;
            filterPrompt?: string | null;
            status?: "pending" | "running" | "completed" | "done" | "failed" | (string & {});
            progress?: components["schemas"]["SignalSearchProgress"] | null;
            /** Format: date-time */
            createdAt?: string | null;
            /** Format: date-time */
            completedAt?: string | null;
            /** @description Only when it was asked for by id. */
            results?: components["schemas"]["SignalSearchResult"][] | null;
        };
        SignalSearchProgress: {
            fetched?: number | null;
            filtered?: number | null;
            total?: number | null;
        };
        SignalSearchResult: {
            id: string;
            signalId?: string | null;
            relevant?: boolean | null;
            reason?: string | null;
        };
        SignalSearchList: {
            searches: components["schemas"]["SignalSearch"][];
            pagination?: components["schemas"]["CursorPagination"];
        };
        /** @description Told apart by `type`. */
        SignalAnalytics: {
            type?: "keywords" | "keyword-runs" | (string & {});
            keywords?: components["schemas"]["SignalKeywordStats"][];
            pagination?: components["schemas"]["CursorPagination"];
            summaryAvgScore?: components["schemas"]["SignalAverageScore"] | null;
        } & {
            [key: string]: unknown;
        };
        SignalKeywordStats: {
            /** Format: uuid */
            id: string;
            keyword?: string | null;
            /** Format: uuid */
            signalTypeId?: string | null;
            sourceId?: "linkedin_posts" | "linkedin_jobs" | "news" | "hiring_cafe" | "reddit" | "hacker_news" | "x_twitter" | (string & {}) | null;
            rawCount?: number;
            prefilterCount?: number;
            validatedCount?: number;
            avgConfidence?: number | null;
            avgScore?: number | null;
        };
        SignalAverageScore: {
            avg?: number | null;
            count?: number;
        };
        Thread: {
            /** Format: uuid */
            id: string;
            channel?: "email" | "linkedin" | (string & {});
            status?: "active" | "archived" | "draft" | "warmup" | (string & {});
            inbox_state?: "draft" | "needs_reply" | "active_thread" | "sent_one_off" | "sent_campaign" | "archived" | "warmup" | "empty" | (string & {}) | null;
            participant_email?: string | null;
            participant_name?: string | null;
            unread_count?: number | null;
            /** @description The sender account. */
            account_id?: string | null;
            draft_subject?: string | null;
            draft_body_text?: string | null;
            draft_body_html?: string | null;
            draft_cc?: string | null;
            draft_bcc?: string | null;
            draft_attachments?: unknown[] | null;
            user_id?: string;
            external_id?: string | null;
            participant_linkedin_url?: string | null;
            participant_company?: string | null;
            /** Format: date-time */
            last_message_at?: string | null;
            last_message_snippet?: string | null;
            last_message_direction?: "inbound" | "outbound" | (string & {}) | null;
            /** Format: date-time */
            created_at?: string | null;
            /** Format: date-time */
            updated_at?: string | null;
        };
        ThreadList: {
            threads?: components["schemas"]["Thread"][];
            total?: number;
            page?: number;
            limit?: number;
        } & {
            [key: string]: unknown;
        };
        ThreadResult: {
            thread: components["schemas"]["Thread"];
        };
        ThreadDetail: {
            thread: components["schemas"]["Thread"];
            messages: components["schemas"]["ThreadMessage"][];
            participantDetails?: components["schemas"]["ThreadParticipant"] | null;
            /** @description The sender is missing or cannot send. */
            senderDisconnected?: boolean;
            senderAccount?: components["schemas"]["ThreadSender"] | null;
        };
        ThreadParticipant: {
            company?: string | null;
            position?: string | null;
            headline?: string | null;
            profile_picture?: string | null;
        };
        ThreadSender: {
            display_name?: string | null;
            status?: "pending" | "warming" | "active" | "error" | "connected" | "credentials_required" | "disconnected" | (string & {}) | null;
        };
        ThreadMessage: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The thread's id.
             */
            conversation_id?: string;
            direction?: "inbound" | "outbound" | (string & {});
            subject?: string | null;
            body_text?: string | null;
            body_html?: string | null;
            /** Format: date-time */
            sent_at?: string | null;
            /** Format: date-time */
            created_at?: string | null;
            user_id?: string;
            campaign_id?: string | null;
            /** @description `message` was shown. */
            message_type?: string | null;
            sender_name?: string | null;
            sender_identifier?: string | null;
            external_id?: string | null;
        };
        ThreadMessageList: {
            messages: components["schemas"]["ThreadMessage"][];
            total?: number;
            page?: number;
            limit?: number;
        };
        ThreadMessageSent: {
            message: components["schemas"]["ThreadMessage"];
            thread?: components["schemas"]["Thread"];
        };
        ThreadDeleted: {
            /** @description Always true. */
            deleted?: boolean;
        };
        /** @description At least one draft member. */
        NewThread: {
            /** @description Needed for sending, not for the draft. Made lower case. */
            participant_email?: string;
            /** @description An email sender that is ready to send. */
            account_id?: string;
            participant_name?: string;
            draft_subject?: string;
            draft_body_text?: string;
            draft_body_html?: string;
            /** @description Comma-separated. */
            draft_cc?: string;
            /** @description Comma-separated. */
            draft_bcc?: string;
            draft_attachments?: components["schemas"]["ThreadAttachmentInput"][];
        };
        /** @description At least one member. */
        ThreadUpdate: {
            /**
             * @description The service ignores other values.
             * @enum {string}
             */
            status?: "active" | "archived";
            unread_count?: number;
            /** @description An email sender that is ready to send. */
            account_id?: string | null;
            /** @description Drafts of one-off email. Made lower case. */
            participant_email?: string;
            participant_name?: string;
            draft_subject?: string | null;
            draft_body_text?: string | null;
            draft_body_html?: string | null;
            draft_cc?: string | null;
            draft_bcc?: string | null;
            draft_attachments?: components["schemas"]["ThreadAttachmentInput"][] | null;
        };
        NewThreadMessage: {
            body_text: string;
            /** @description Email. Made from the text without it. */
            body_html?: string;
            /** @description Needed for a new email thread that has none yet; LinkedIn ignores it. */
            subject?: string;
            /** @description Needed for email when the thread has no sender. */
            account_id?: string;
            /**
             * @description Without it, a reply to the latest inbound email where there is one.
             * @enum {string}
             */
            threading_mode?: "new_thread" | "reply";
            /** @description Email, comma-separated. */
            cc?: string;
            /** @description Email, comma-separated. */
            bcc?: string;
            attachments?: components["schemas"]["ThreadAttachmentInput"][];
        };
        ThreadAttachment: {
            name?: string | null;
            bucket?: string | null;
            path?: string | null;
            mime_type?: string | null;
            /** @description In bytes. */
            size?: number | null;
            /** @description `attachment` was shown. */
            content_disposition?: string | null;
            /** @description A signed link to look at it. */
            url?: string | null;
        };
        /** @description What uploadThreadAttachment returned; bucket and path matter. */
        ThreadAttachmentInput: {
            name?: string;
            bucket?: string;
            path?: string;
            mime_type?: string;
            size?: number;
            content_disposition?: string;
            url?: string;
        } & {
            [key: string]: unknown;
        };
        ThreadAttachmentResult: {
            attachment: components["schemas"]["ThreadAttachment"];
        };
        ThreadAttachmentUpload: {
            /**
             * Format: binary
             * @description 10 MB at most.
             */
            file: string;
        };
        WorkspaceContextResult: {
            context?: components["schemas"]["WorkspaceContext"] | null;
            profile?: components["schemas"]["WorkspaceProfile"] | null;
        };
        WorkspaceContextUpdated: {
            context: components["schemas"]["WorkspaceContext"];
        };
        WorkspaceContext: {
            user?: components["schemas"]["ContextUser"] | null;
            company?: components["schemas"]["ContextCompany"] | null;
            content?: components["schemas"]["ContextContent"] | null;
            market?: components["schemas"]["ContextMarket"] | null;
            extra?: {
                [key: string]: unknown;
            } | null;
        };
        ContextUser: {
            professionalBackground?: string | null;
        };
        ContextCompany: {
            overview?: string | null;
            product?: string | null;
            problemSolved?: string | null;
            differentiators?: string | null;
            linkedInPresence?: string | null;
        };
        ContextContent: {
            linkedInVoice?: string | null;
            recommendedTopics?: string[] | null;
            preferredTone?: string | null;
            contentFormats?: string[] | null;
            topicsToAvoid?: string[] | null;
            postingCadence?: string | null;
        };
        ContextMarket: {
            targetAudience?: string | null;
            industryContext?: string | null;
            icpJobTitles?: string[] | null;
            icpIndustries?: string[] | null;
            /** @description Such as "11-50". */
            icpCompanySizes?: string[] | null;
            icpPainPoints?: string[] | null;
            icpKeywords?: string[] | null;
        };
        WorkspaceProfile: {
            firstName?: string | null;
            lastName?: string | null;
            companyName?: string | null;
            website?: string | null;
        };
        WorkspaceContextUpdate: {
            context: components["schemas"]["WorkspaceContextInput"];
            profile?: components["schemas"]["WorkspaceProfileInput"];
        };
        /** @description The whole context; it replaces the old one. */
        WorkspaceContextInput: {
            user: components["schemas"]["ContextUserInput"];
            company: components["schemas"]["ContextCompanyInput"];
            content: components["schemas"]["ContextContentInput"];
            market: components["schemas"]["ContextMarketInput"];
            extra?: {
                [key: string]: unknown;
            } | null;
        };
        ContextUserInput: {
            professionalBackground?: string | null;
        };
        ContextCompanyInput: {
            overview?: string | null;
            product?: string | null;
            problemSolved?: string | null;
            differentiators?: string | null;
            linkedInPresence?: string | null;
        };
        ContextContentInput: {
            linkedInVoice?: string | null;
            recommendedTopics?: string[] | null;
            preferredTone?: string | null;
            contentFormats?: string[] | null;
            topicsToAvoid?: string[] | null;
            postingCadence?: string | null;
        };
        ContextMarketInput: {
            targetAudience?: string | null;
            industryContext?: string | null;
            icpJobTitles?: string[] | null;
            icpIndustries?: string[] | null;
            /** @description Such as "11-50". */
            icpCompanySizes?: string[] | null;
            icpPainPoints?: string[] | null;
            icpKeywords?: string[] | null;
        };
        /** @description Only members that are sent are applied. */
        WorkspaceProfileInput: {
            firstName?: string;
            lastName?: string;
            companyName?: string;
            website?: string;
        };
        AccountResult: {
            account: components["schemas"]["Account"];
            profile?: components["schemas"]["AccountProfile"] | null;
            /** @description False for API keys. */
            canManageAuth?: boolean;
        };
        Account: {
            id: string;
            email?: string | null;
            fullName?: string | null;
        };
        AccountProfile: {
            firstName?: string | null;
            lastName?: string | null;
        };
        /** @description At least one member; not email and password together. */
        AccountUpdate: {
            /** Format: email */
            email?: string;
            password?: string;
            firstName?: string | null;
            lastName?: string | null;
        };
        AccountUpdated: {
            pendingEmail?: unknown;
            emailChangeSent?: unknown;
        } & {
            [key: string]: unknown;
        };
        CreditsConfig: {
            /** @description Such as "billing-registry:v1". */
            registryVersion: string;
            /** @description By operation id, such as work_email_lookup. */
            operations: {
                [key: string]: components["schemas"]["CreditOperation"];
            };
            /** @description By plan id. */
            plans: {
                [key: string]: components["schemas"]["CreditPlan"];
            };
            entitlements: components["schemas"]["CreditEntitlements"];
            /** @description The operation id of an older action's name, such as EMAIL_LOOKUP. */
            legacyCreditActions: {
                [key: string]: string | null;
            };
            /** @description Credits by an older action's name. */
            costs: {
                [key: string]: number;
            };
        };
        CreditOperation: {
            id?: string;
            label?: string | null;
            /** @description For one billable unit. */
            credits?: number | null;
            /** @description `provider_submission` was shown. */
            billableUnit?: string | null;
            unitLabel?: string | null;
            /** @description `enrichments` was shown. */
            featureGroup?: string | null;
            /** @description `maximum` was shown. */
            certainty?: string | null;
        };
        CreditPlan: {
            id?: string;
            billingProductId?: string | null;
            display?: components["schemas"]["CreditPlanDisplay"] | null;
        } & {
            [key: string]: unknown;
        };
        CreditPlanDisplay: {
            name?: string | null;
            order?: number | null;
            badge?: string | null;
            positioning?: string | null;
        };
        CreditEntitlements: {
            /** @description Such as signals.manual_rescan. */
            keys?: string[];
        };
    };
    responses: {
        /** @description The request is wrong; the message says how. Do not send it again as it is. */
        BadRequest: {
            headers: {
                "x-correlation-id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The API key is missing, malformed or revoked. Ask a person for a valid one. */
        Unauthorized: {
            headers: {
                "x-correlation-id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description Not enough credits. Says how many are needed and how many there are. */
        PaymentRequired: {
            headers: {
                "x-correlation-id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InsufficientCreditsBody"];
            };
        };
        /** @description The workspace may not use this. */
        Forbidden: {
            headers: {
                "x-correlation-id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description There is no such thing, or it belongs to another workspace. */
        NotFound: {
            headers: {
                "x-correlation-id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description It exists already, or its state does not allow this. */
        Conflict: {
            headers: {
                "x-correlation-id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description Well formed, but it makes no sense here. Do not send it again as it is. */
        UnprocessableEntity: {
            headers: {
                "x-correlation-id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description Too many calls. Nothing was done. */
        RateLimited: {
            headers: {
                "x-correlation-id": components["headers"]["CorrelationId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description Something failed at the service. */
        InternalError: {
            headers: {
                "x-correlation-id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description A service behind this one failed. */
        BadGateway: {
            headers: {
                "x-correlation-id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description Not possible for the moment. */
        ServiceUnavailable: {
            headers: {
                "x-correlation-id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
    };
    parameters: {
        /** @description The campaign's id. */
        CampaignId: string;
        /** @description The node's id. */
        NodeId: string;
        /** @description The sender account's id. */
        SenderId: string;
        /** @description The inbox's account id. */
        InboxId: string;
        /** @description The domain's id. */
        DomainId: string;
        /** @description The list's id. */
        ListId: string;
        /** @description The run's id. */
        EnrichmentRunId: string;
        /** @description The thread's id. */
        ThreadId: string;
    };
    requestBodies: never;
    headers: {
        /** @description What support needs to find this very call. Also in some bodies, as `correlationId`. */
        CorrelationId: string;
        /** @description When to try again, in seconds or as an HTTP date. Without it, wait 30 s. */
        RetryAfter: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listCampaigns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaigns, possibly none. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    createCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCampaign"];
            };
        };
        responses: {
            /** @description The draft, with its seeded sequence. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignResult"];
                };
            };
            /** @description The body is wrong, or a sender's type differs from the campaign's. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description A campaign with this name exists. */
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getCampaignSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accounts with limits and recent use. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignSettings"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign, its nodes, and its leads counted by status and by node. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    updateCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignUpdate"];
            };
        };
        responses: {
            /** @description The changed campaign. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignResult"];
                };
            };
            /** @description The body is wrong, or a delay is shorter than 1 minute or longer than 30 days; nothing was saved. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Another campaign has this name. */
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    launchCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Dispatched; a background task owns the work. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LaunchResult"];
                };
            };
            /** @description Not ready, and the message says why: not a draft (names the status); no sender accounts, no pending leads or no sendable nodes; nodes without content (lists the positions); an email sender that is not active or has no inbox; a LinkedIn account that must be reconnected; or deduplication skipped every lead. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description The campaign does not exist or is not the caller's. */
            404: components["responses"]["NotFound"];
            /** @description A launch began within the last 2 minutes, or the campaign changed meanwhile. A launch stuck for longer is reset by the next attempt. */
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            /** @description Resolving messages or dispatching failed; the campaign is a draft again and may be launched again. */
            500: components["responses"]["InternalError"];
            /** @description The LinkedIn sender could not be verified for the moment; try again after 30 s. */
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    pauseCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign, now paused. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignResult"];
                };
            };
            /** @description The campaign is not active. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    resumeCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign, active or completed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignResult"];
                };
            };
            /** @description The campaign is not paused. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getCampaignSenders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Senders and totals. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignSenders"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listCampaignLeads: {
        parameters: {
            query?: {
                page?: number;
                limit?: number;
                status?: "pending" | "sent" | "connection_sent" | "connected" | "message_sent" | "replied" | "bounced" | "completed" | "timed_out" | "cancelled" | (string & {});
            };
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of leads. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignLeadList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    addLeadsToCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignLeadsAddition"];
            };
        };
        responses: {
            /** @description How many were taken and how many were there already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignLeadsAdded"];
                };
            };
            /** @description Not a draft, or a row lacks its channel's identity; the message names the row's index. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    removeLeadsFromCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignLeadsRemoval"];
            };
        };
        responses: {
            /** @description How many were removed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignLeadsRemoved"];
                };
            };
            /** @description Neither ids nor `all`, or the campaign is not a draft. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    updateLeadInCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignLeadUpdate"];
            };
        };
        responses: {
            /** @description The changed lead. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignLeadResult"];
                };
            };
            /** @description The body is wrong, or the campaign is not a draft. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Another lead of the campaign has this address. */
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    importLeadsFromListToCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignListImport"];
            };
        };
        responses: {
            /** @description The list was read; what was taken is counted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignListImported"];
                };
            };
            /** @description A page of the list could not be read after rows had been saved; send the same list again. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignListImported"];
                };
            };
            /** @description The body is wrong, or the campaign is not a draft. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The list was read, but nothing could be taken from it. */
            422: {
                headers: {
                    "x-correlation-id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignListNotImported"];
                };
            };
            429: components["responses"]["RateLimited"];
            /** @description No row could be read, or none could be saved. */
            500: components["responses"]["InternalError"];
        };
    };
    addSequenceNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSequenceNode"];
            };
        };
        responses: {
            /** @description The whole sequence in order, or the fallback when it could not be read back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SequenceNodesResult"];
                };
            };
            /** @description Not a draft, or a type that the campaign's channel does not take. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    deleteSequenceNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SequenceNodeDeletion"];
            };
        };
        responses: {
            /** @description The whole sequence in order, or the fallback when it could not be read back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SequenceNodesResult"];
                };
            };
            /** @description The body is wrong, or the campaign is not a draft. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    moveSequenceNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SequenceNodeMove"];
            };
        };
        responses: {
            /** @description The whole sequence in order, or the fallback when it could not be read back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SequenceNodesResult"];
                };
            };
            /** @description The body is wrong, or the campaign is not a draft. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    updateSequenceNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
                /** @description The node's id. */
                nodeId: components["parameters"]["NodeId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SequenceNodeUpdate"];
            };
        };
        responses: {
            /** @description The node as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SequenceNodeResult"];
                };
            };
            /** @description The body is wrong, or the campaign is not a draft; nothing was written. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listGeneratedMessages: {
        parameters: {
            query?: {
                /** @description `all` means no filter. */
                status?: "draft" | "pending" | "sent" | "all";
                prospect_id?: string;
            };
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The messages. No paging is documented. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeneratedMessageList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    generateMessages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageGeneration"];
            };
        };
        responses: {
            /** @description For `resolve`, the drafts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageGenerationResult"];
                };
            };
            /** @description For `generate_ai`, queued. */
            202: {
                headers: {
                    "x-correlation-id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageGenerationResult"];
                };
            };
            /** @description The body is wrong, or the campaign is not a draft. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description Not enough credits for `generate_ai`; nothing was deleted or queued. */
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    updateGeneratedMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GeneratedMessageUpdate"];
            };
        };
        responses: {
            /** @description The changed message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeneratedMessageResult"];
                };
            };
            /** @description The body is wrong, or the message is pending or sent already. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listSenders: {
        parameters: {
            query?: {
                type?: "email" | "linkedin";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The accounts. No paging is documented. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SenderList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getSender: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The sender account's id. */
                id: components["parameters"]["SenderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sender in detail. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SenderDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getSenderSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The sender account's id. */
                id: components["parameters"]["SenderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The schedule. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SenderSchedule"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    connectLinkedInSender: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectLink"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listInboxes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The inboxes, possibly none. No paging is documented. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    createInbox: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInbox"];
            };
        };
        responses: {
            /** @description The new inbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The address belonged to an inbox that was deleted. */
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getWarmupAnalytics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Analytics by account id, and what this very read changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarmupAnalytics"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    deleteInbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The inbox's account id. */
                id: components["parameters"]["InboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            /** @description The inbox could not be deleted from the database. */
            500: components["responses"]["InternalError"];
        };
    };
    updateInbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The inbox's account id. */
                id: components["parameters"]["InboxId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InboxUpdate"];
            };
        };
        responses: {
            /** @description The inbox as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            /** @description The upstream sync failed; nothing was saved. */
            502: components["responses"]["BadGateway"];
        };
    };
    retryInboxWarmup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The inbox's account id. */
                id: components["parameters"]["InboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The inbox, now warming. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The inbox is not waiting for its warm-up to start. */
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
        };
    };
    listDomains: {
        parameters: {
            query?: {
                skip_sync?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The domains. No paging is documented. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    createDomain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDomain"];
            };
        };
        responses: {
            /** @description The new domain. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description Another user has verified this domain. */
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    deleteDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The domain's id. */
                id: components["parameters"]["DomainId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    updateDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The domain's id. */
                id: components["parameters"]["DomainId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DomainUpdate"];
            };
        };
        responses: {
            /** @description The domain as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    verifyDomain: {
        parameters: {
            query?: {
                poll?: "true" | "false";
            };
            header?: never;
            path: {
                /** @description The domain's id. */
                id: components["parameters"]["DomainId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The domain as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getDomainDnsRecords: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The domain's id. */
                id: components["parameters"]["DomainId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The records that were found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainDnsRecords"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listLeads: {
        parameters: {
            query?: {
                id?: string;
                type?: "person" | "company";
                limit?: number;
                cursor?: string;
                q?: string;
                name?: string;
                title?: string;
                role?: string;
                company?: string;
                domain?: string;
                email?: string;
                industry?: string;
                location?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of leads. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    createLead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLead"];
            };
        };
        responses: {
            /** @description The lead. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    deleteLead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeadDeletion"];
            };
        };
        responses: {
            /** @description Deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description The lead does not exist or is not the caller's. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    updateLead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeadUpdate"];
            };
        };
        responses: {
            /** @description The lead as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listLeadSearches: {
        parameters: {
            query?: {
                taskId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tasks, at most 20. No paging. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadSearchTaskList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    createLeadSearch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLeadSearch"];
            };
        };
        responses: {
            /** @description The task that was started, and the list that it fills. */
            200: {
                headers: {
                    "x-correlation-id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadSearchStarted"];
                };
            };
            /** @description The task that was started, and the list that it fills. */
            202: {
                headers: {
                    "x-correlation-id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadSearchStarted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            /** @description A search for this list is running. */
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listLeadSearchResults: {
        parameters: {
            query: {
                taskId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows, in a shape that is not documented. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadSearchResults"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listLists: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lists. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    createList: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewList"];
            };
        };
        responses: {
            /** @description The new list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    deleteList: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListDeletion"];
            };
        };
        responses: {
            /** @description Deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    updateList: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListUpdate"];
            };
        };
        responses: {
            /** @description The list as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listListLeads: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                type?: "person" | "company";
            };
            header?: never;
            path: {
                /** @description The list's id. */
                id: components["parameters"]["ListId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of leads. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListLeadList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    addListLeads: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The list's id. */
                id: components["parameters"]["ListId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListLeadIds"];
            };
        };
        responses: {
            /** @description The list as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    removeListLeads: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The list's id. */
                id: components["parameters"]["ListId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListLeadIds"];
            };
        };
        responses: {
            /** @description The list as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    importListLeads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListImport"];
            };
        };
        responses: {
            /** @description For a preview, the counts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListImportResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    checkListDuplicates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DuplicateCheck"];
            };
        };
        responses: {
            /** @description How many there are. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateCount"];
                };
            };
            /** @description The body is wrong, or names more than 10,000 people. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listEnrichments: {
        parameters: {
            query?: {
                id?: string;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries. No paging is documented. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrichmentCatalog"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    createEnrichment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEnrichment"];
            };
        };
        responses: {
            /** @description The run that was started, planned or found. */
            200: {
                headers: {
                    "x-correlation-id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrichmentStarted"];
                };
            };
            /** @description The run that was started, planned or found. */
            202: {
                headers: {
                    "x-correlation-id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrichmentStarted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description Not enough credits; nothing was created. */
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getEnrichmentRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The run's id. */
                id: components["parameters"]["EnrichmentRunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrichmentRunResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listEnrichmentItems: {
        parameters: {
            query?: {
                status?: "pending" | "running" | "completed" | "skipped" | "failed";
                leadId?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The run's id. */
                id: components["parameters"]["EnrichmentRunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of items. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrichmentItemList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    cancelEnrichment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The run's id. */
                id: components["parameters"]["EnrichmentRunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run, now cancelled. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrichmentCancelled"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The run has ended already, or its status changed meanwhile; `reason` says which. */
            409: {
                headers: {
                    "x-correlation-id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrichmentConflictBody"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listSignals: {
        parameters: {
            query?: {
                sortBy?: string;
                groupBy?: string;
                /** @description Comma-separated. */
                ids?: string;
                since?: string;
                /** @description Scores are 1 to 3. */
                minScore?: number;
                includeDismissed?: boolean;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of signals. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    updateSignals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignalsUpdate"];
            };
        };
        responses: {
            /** @description What was changed and what was not. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchUpdateResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listSignalLeads: {
        parameters: {
            query?: {
                groupBy?: "person" | "company";
                sortBy?: "recency" | "signalCount" | "topScore";
                ids?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of people or companies. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalLeadList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    updateSignalLeads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignalLeadsUpdate"];
            };
        };
        responses: {
            /** @description What was changed and what was not. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchUpdateResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listSignalTypes: {
        parameters: {
            query?: {
                /** @description Comma-separated; all types without it. */
                ids?: string;
                skipSourceEnable?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The types, at most 20. No paging. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalTypeList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    createSignalType: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSignalType"];
            };
        };
        responses: {
            /** @description The new type. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalTypeResult"];
                };
            };
            /** @description The body is wrong, or there are 20 types already. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description A type with this label exists. */
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    deleteSignalTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignalTypesDeletion"];
            };
        };
        responses: {
            /** @description What was deleted and what was not. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchDeleteResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    updateSignalTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignalTypesUpdate"];
            };
        };
        responses: {
            /** @description What was changed and what was not. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchUpdateResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listSignalSources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sources, in a shape that is not documented. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalSources"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    updateSignalSources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignalSourcesUpdate"];
            };
        };
        responses: {
            /** @description What was changed and what was not. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchUpdateResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getSignalSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalSettings"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    updateSignalSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignalSettingsUpdate"];
            };
        };
        responses: {
            /** @description The settings as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalSettings"];
                };
            };
            /** @description The time is not HH:MM on a quarter of an hour. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    generateSignalMessages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignalMessagesGeneration"];
            };
        };
        responses: {
            /** @description What was written for each item. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalMessagesGenerated"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listSignalSearches: {
        parameters: {
            query?: {
                /** @description Comma-separated. */
                ids?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The searches. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalSearchList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    createSignalSearch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSignalSearch"];
            };
        };
        responses: {
            /** @description The search that was started. */
            200: {
                headers: {
                    "x-correlation-id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalSearchStarted"];
                };
            };
            /** @description The search that was started. */
            202: {
                headers: {
                    "x-correlation-id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalSearchStarted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            /** @description A search younger than 10 minutes is pending or running. */
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getSignalAnalytics: {
        parameters: {
            query: {
                type: "keywords" | "keyword-runs";
                /** @description For keywords. */
                signalTypeId?: string;
                /** @description For keywords. */
                sourceId?: string;
                /** @description For keywords; scores are 1 to 3. */
                minScore?: number;
                /** @description For keywords. */
                cursor?: string;
                /** @description For keywords. */
                limit?: number;
                /** @description For keyword-runs. */
                keywordId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statistics; `type` says which. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalAnalytics"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description The keyword does not exist or is not the caller's. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listThreads: {
        parameters: {
            query?: {
                /** @description One or several, comma-separated. */
                view?: "inbox" | "needs_reply" | "active_thread" | "sent" | "drafts" | "archived" | "unread" | "bounced" | (string & {});
                /** @description One or several, comma-separated. */
                inbox_state?: "draft" | "needs_reply" | "active_thread" | "sent_one_off" | "sent_campaign" | "archived" | "warmup" | "empty" | (string & {});
                /** @description One or several, comma-separated. */
                status?: "active" | "archived" | "draft" | "warmup" | (string & {});
                unread?: boolean;
                /** @description True for bounces only, false for everything else. */
                bounced?: boolean;
                channel?: "email" | "linkedin";
                sender_id?: string;
                campaign_id?: string;
                participant_email?: string;
                correspondence?: boolean;
                /** @description A thread to leave out of the correspondence. */
                exclude_thread_id?: string;
                /** @description Looks through the participant's name, email and LinkedIn URL and the last message's beginning. */
                search?: string;
                /** @description `filter_options` adds the senders and campaigns to filter by. */
                include?: "filter_options" | (string & {});
                page?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of threads, or the correspondence. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    createThread: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewThread"];
            };
        };
        responses: {
            /** @description The draft. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description This sender has an email thread with this recipient already; use that one. */
            409: {
                headers: {
                    "x-correlation-id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadConflictBody"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getThread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The thread's id. */
                id: components["parameters"]["ThreadId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The thread, its messages, its participant and its sender. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    deleteDraftThread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The thread's id. */
                id: components["parameters"]["ThreadId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadDeleted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The thread is not an unsent draft. */
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            /** @description The draft could not be deleted. */
            500: components["responses"]["InternalError"];
        };
    };
    updateThread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The thread's id. */
                id: components["parameters"]["ThreadId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ThreadUpdate"];
            };
        };
        responses: {
            /** @description The thread as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The new sender has an email thread with this recipient already. */
            409: {
                headers: {
                    "x-correlation-id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadConflictBody"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    listThreadMessages: {
        parameters: {
            query?: {
                page?: number;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The thread's id. */
                id: components["parameters"]["ThreadId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadMessageList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    sendThreadMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The thread's id. */
                id: components["parameters"]["ThreadId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewThreadMessage"];
            };
        };
        responses: {
            /** @description The message that was sent, and its thread. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadMessageSent"];
                };
            };
            /** @description The text is missing or empty, or the threading mode or an attachment is wrong. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            /** @description May mean that the message was sent but could not be saved. Never send it again. */
            500: components["responses"]["InternalError"];
        };
    };
    uploadThreadAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The thread's id. */
                id: components["parameters"]["ThreadId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ThreadAttachmentUpload"];
            };
        };
        responses: {
            /** @description The attachment, with a signed link to look at it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadAttachmentResult"];
                };
            };
            /** @description No file, a file over 10 MB, or a thread whose draft cannot be edited. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description The thread does not exist, is another workspace's, or is not email. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            /** @description The file could not be stored. */
            500: components["responses"]["InternalError"];
        };
    };
    getContext: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Context and profile, or nulls. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceContextResult"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    updateContext: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceContextUpdate"];
            };
        };
        responses: {
            /** @description The context as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceContextUpdated"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountResult"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    updateAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountUpdate"];
            };
        };
        responses: {
            /** @description Changed, in a shape that is not documented. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountUpdated"];
                };
            };
            /** @description The body is wrong, empty, or changes both email and password. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getCreditsConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prices, plans and entitlements. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditsConfig"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
}
