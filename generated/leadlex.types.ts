// Written by `npm run generate` from openapi/leadlex.yaml. Don't edit: change the contract and run it again.
export interface paths {
    "/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List campaigns
         * @description Exists by the authentication page; its own page was not readable. (facts 1, 4.1)
         */
        get: operations["listCampaigns"];
        put?: never;
        /**
         * Create a draft campaign
         * @description Makes a draft for a list and a template. Nothing says that names are unique or that an idempotency key is taken, so a campaign that was created twice can't be told from two. Fires `campaign.created`. (facts 4.2)
         */
        post: operations["createCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}": {
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
         * Read a campaign
         * @description Said to return the whole configuration with steps and contacts, of which only the settings were readable. (facts 4.3)
         */
        get: operations["getCampaign"];
        put?: never;
        post?: never;
        /**
         * Delete a draft campaign
         * @description Only drafts can be deleted. Fires `campaign.deleted`. A campaign that is gone is what was wanted, so it may be sent again. (facts 4.5)
         */
        delete: operations["deleteCampaign"];
        options?: never;
        head?: never;
        /**
         * Change a campaign
         * @description Sets the members that are sent. The status is not among them: see startCampaign and pauseCampaign. (facts 4.4)
         */
        patch: operations["updateCampaign"];
        trace?: never;
    };
    "/v1/campaigns/{id}/start": {
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
         * Start a campaign, or ask for its approval
         * @description Sends at once (`active`), or makes a Lexi task that somebody must approve or dismiss (`pending_approval`). By default more than 100 recipients need approval; the workspace's settings decide. Starting a running campaign answers 400. Fires `campaign.started`. (seed 003, facts 4.6)
         */
        post: operations["startCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/pause": {
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
         * @description What is being sent is finished, nothing new is scheduled. Only an active campaign can be paused; a second call answers 409. Fires `campaign.paused`. (facts 4.7)
         */
        post: operations["pauseCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/stats": {
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
         * Read a campaign's numbers
         * @description Over all steps and all enrolled contacts. (facts 4.9)
         */
        get: operations["getCampaignStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/contacts": {
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
         * List the contacts of a campaign
         * @description Newest first. (facts 4.10)
         */
        get: operations["listCampaignContacts"];
        put?: never;
        /**
         * Enrol contacts in a campaign
         * @description Those who are enrolled already are skipped, so it may be sent again. Fires `campaign.contacts_added`. (facts 4.11)
         */
        post: operations["addCampaignContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/contacts/{contact_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
                /** @description The contact's id. */
                contact_id: components["parameters"]["EnrolledContactId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a contact out of a campaign
         * @description What was scheduled for the contact in this campaign is cancelled; what was sent stays sent. `enrollment_not_found` after a removal is what was wanted, so it may be sent again. (facts 4.12)
         */
        delete: operations["removeCampaignContact"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/steps": {
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
         * List the steps of a campaign
         * @description In the order they are sent. Not paged. (facts 4.13)
         */
        get: operations["listSteps"];
        put?: never;
        /**
         * Add a step at the end of a campaign
         * @description Sent twice it adds two steps. Fires `campaign.step_created`. (facts 4.13)
         */
        post: operations["createStep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/steps/{step_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
                /** @description The step's id. */
                step_id: components["parameters"]["StepId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a step
         * @description The steps behind it move up; contacts that are between steps may miss it. A step that is gone is what was wanted, so it may be sent again. (facts 4.13)
         */
        delete: operations["deleteStep"];
        options?: never;
        head?: never;
        /**
         * Change a step
         * @description Sets the members that are sent. Takes effect on future sends only. (facts 4.13)
         */
        patch: operations["updateStep"];
        trace?: never;
    };
    "/v1/lexi/chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say something to Lexi
         * @description Costs 1 credit a message, 5 for a search for prospects. Lexi may act on it, or make a task that needs approval. What Lexi does by itself fires no webhooks. To go on with a conversation, send its id in `context`. (facts 5.1, 6)
         */
        post: operations["chatWithLexi"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lexi/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Lexi's tasks in one state
         * @description Without a status, the pending ones. There is no way to read a single task: look for its id here. What to poll after a start that needs approval, with `type` `campaign_start` and the campaign in `metadata.campaign_id`. (facts 5.3, seed 003)
         */
        get: operations["listLexiTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lexi/tasks/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The task's id. */
                id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a pending task
         * @description Lexi then carries it out in the background; for `campaign_start` the campaign starts to send. Whether it worked is read by listing `completed` and `failed` tasks. A second answer to the same task is a 400. (facts 5.4, seed 003)
         */
        post: operations["approveLexiTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lexi/tasks/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The task's id. */
                id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dismiss a pending task
         * @description Ends it without running it, for good: it can't be approved later. A second answer to the same task is a 400. (facts 5.5)
         */
        post: operations["dismissLexiTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the lists
         * @description Exists by the authentication page; its own page was not readable. It is here because only this tells whether a lost createList happened. (facts 1, 9)
         */
        get: operations["listLists"];
        put?: never;
        /**
         * Create a list
         * @description Names are unique. (facts 9)
         */
        post: operations["createList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The list's id. */
                id: components["parameters"]["ListId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a list
         * @description Its contacts stay. Fires `list.deleted`. A list that is gone is what was wanted, so it may be sent again. (facts 9)
         */
        delete: operations["deleteList"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The list's id. */
                id: components["parameters"]["ListId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put contacts on a list
         * @description Those who are on it already are skipped, so it may be sent again. `list.contacts_added` is among the events. (facts 9, 14)
         */
        post: operations["addListContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists/{list_id}/contacts/{contact_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The list's id. */
                list_id: string;
                /** @description The contact's id. */
                contact_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a contact off a list
         * @description The contact stays. Fires `list.contacts_removed`. `membership_not_found` after a removal is what was wanted, so it may be sent again. (facts 9)
         */
        delete: operations["removeListContact"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List and search contacts
         * @description Of the workspace, or of one list. (facts 7)
         */
        get: operations["listContacts"];
        put?: never;
        /**
         * Create a contact
         * @description Needs a full name, a first name, a last name or an address; what is missing is made out of what there is. (facts 6, 7, 20)
         */
        post: operations["createContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create many contacts
         * @description Up to 500. Each needs a full name here. `contact.bulk_created` is among the events. (facts 7, 14)
         */
        post: operations["bulkCreateContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The contact's id. */
                id: components["parameters"]["ContactId"];
            };
            cookie?: never;
        };
        /**
         * Read a contact
         * @description With what belongs to it, where `include` asks for it. (facts 7)
         */
        get: operations["getContact"];
        put?: never;
        post?: never;
        /**
         * Delete a contact
         * @description For good. A contact that is gone is what was wanted, so it may be sent again. (facts 7)
         */
        delete: operations["deleteContact"];
        options?: never;
        head?: never;
        /**
         * Change a contact
         * @description Sets the members that are sent, except for `notes`, which are added to those that are there: sent twice, they stand there twice. (facts 7)
         */
        patch: operations["updateContact"];
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the webhooks
         * @description Without their secrets. Not paged. (facts 14)
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Register a webhook
         * @description HTTPS only, no private addresses, one webhook for each address. The secret is in this answer and nowhere else: where the answer was lost, delete the webhook and make it again. (facts 14)
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook's id. */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a webhook
         * @description Deliveries that are still to be retried are cancelled, and the secret is void at once. A webhook that is gone is what was wanted, so it may be sent again. (facts 14)
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change a webhook
         * @description Sets the members that are sent; `events` replaces all of them. The secret stays. (facts 14)
         */
        patch: operations["updateWebhook"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What comes with an error. (facts 3, seed 003) */
        ErrorBody: {
            error: components["schemas"]["Error"];
        };
        Error: {
            code: "validation_error" | "missing_required_field" | "ambiguous_reference" | "invalid_send_condition" | "invalid_timezone" | "invalid_send_limit" | "too_many_contacts" | "invalid_url" | "invalid_events" | "invalid_key" | "insufficient_credits" | "insufficient_permissions" | "not_found" | "campaign_not_found" | "step_not_found" | "enrollment_not_found" | "list_not_found" | "membership_not_found" | "webhook_not_found" | "campaign_not_active" | "duplicate_webhook" | "rate_limited" | (string & {});
            message: string;
            details?: components["schemas"]["ErrorDetails"];
        };
        ErrorDetails: {
            /** @description What is wrong, by member of the body. */
            fields?: {
                [key: string]: string;
            };
        };
        /** @description Where in a list a page is. (facts 3) */
        Meta: {
            page: number;
            per_page: number;
            total: number;
        };
        Campaign: {
            id: string;
            name?: string;
            description?: string | null;
            status: "draft" | "pending_approval" | "active" | "paused" | "completed" | (string & {});
            /** @description Emails a day. */
            daily_send_limit?: number | null;
            /** @description Seconds between two emails of a day. */
            delay_between_emails?: number | null;
            /** @description An IANA zone. */
            sending_timezone?: string | null;
            send_on_weekends?: boolean;
            track_opens?: boolean;
            track_clicks?: boolean;
            /** @description Puts a footer to unsubscribe under each email. */
            show_unsubscribe?: boolean;
        };
        /** @description A campaign in the list. */
        CampaignRow: {
            id: string;
            name?: string;
            status?: "draft" | "pending_approval" | "active" | "paused" | "completed" | (string & {});
            list_id?: string | null;
            /** Format: date-time */
            created_at?: string;
        };
        CreatedCampaign: {
            id: string;
            name?: string;
            /** @description A new campaign is a draft. */
            status: "draft" | "pending_approval" | "active" | "paused" | "completed" | (string & {});
            list_id?: string;
            /** Format: date-time */
            created_at?: string;
        };
        NewCampaign: {
            name: string;
            /** @description The list that it goes to. */
            list_id: string;
            /** @description The email. `{{name}}` (the first name), `{{full_name}}`, `{{company}}` and `{{title}}` are filled in. */
            template: string;
        };
        CampaignUpdate: {
            name?: string;
            description?: string;
            /** @description Emails a day. */
            daily_send_limit?: number;
            /** @description Seconds between two emails of a day. */
            delay_between_emails?: number;
            /** @description An IANA zone, e.g. Europe/Berlin. */
            sending_timezone?: string;
            send_on_weekends?: boolean;
            track_opens?: boolean;
            track_clicks?: boolean;
            /** @description Puts a footer to unsubscribe under each email. */
            show_unsubscribe?: boolean;
        };
        CampaignStarted: {
            campaign_id: string;
            status: "pending_approval" | "active" | (string & {});
            /** @description The Lexi task to approve or dismiss; null where none is needed. */
            task_id?: string | null;
        };
        PausedCampaign: {
            id: string;
            /** @description Always `paused`. */
            status: "paused" | (string & {});
            /** Format: date-time */
            paused_at?: string;
        };
        DeletedCampaign: {
            /** @description Always true. */
            deleted: boolean;
            id: string;
        };
        CampaignStats: {
            sent_count: number;
            /** @description Once for each recipient and step. */
            opened_count: number;
            /** @description Once for each link. */
            clicked_count: number;
            /** @description Recipients who replied at least once. */
            replied_count: number;
            /** @description Hard and soft. */
            bounced_count: number;
            unsubscribed_count: number;
            /** @description Of what was sent, 0 to 1. */
            open_rate?: number | null;
            /** @description Of what was sent, 0 to 1. */
            click_rate?: number | null;
            /** @description Of what was sent, 0 to 1. */
            reply_rate?: number | null;
        };
        /** @description A contact as it is enrolled in a campaign. */
        CampaignContact: {
            contact_id: string;
            full_name?: string | null;
            email?: string | null;
            status?: "pending" | "active" | "paused" | "completed" | "bounced" | "unsubscribed" | "replied" | (string & {});
            /** @description Index of the next step to be sent, from 0. */
            current_step?: number | null;
            /** Format: date-time */
            added_at?: string;
            /** Format: date-time */
            last_sent_at?: string | null;
        };
        Enrolment: {
            contact_ids: string[];
            /** @description Where they come from, in any words, kept with each enrolment. E.g. import:q3. */
            source?: string;
        };
        EnrolmentResult: {
            /** @description How many are newly enrolled. */
            added: number;
            /** @description How many were enrolled already. */
            skipped: number;
            /** @description Who is newly enrolled. */
            contact_ids: string[];
        };
        RemovedCampaignContact: {
            /** @description Always true. */
            removed: boolean;
            campaign_id?: string;
            contact_id?: string;
        };
        Step: {
            id: string;
            /** @description Its place in the order, from 0. */
            index?: number;
            subject?: string;
            /** @description HTML or plain text. */
            body?: string;
            /** @description Days after the step before. */
            delay_days?: number;
            /** @description Hours on top of the days, 0 to 23. */
            delay_hours?: number;
            send_condition?: "always" | "if_no_reply" | "if_no_open" | "if_opened" | "if_clicked" | (string & {});
            /** Format: date-time */
            created_at?: string;
        };
        NewStep: {
            subject: string;
            /** @description HTML or plain text. `{{first_name}}`, `{{last_name}}`, `{{company_name}}` and `{{job_title}}` are filled in. */
            body: string;
            /**
             * @description Days after the step before.
             * @default 0
             */
            delay_days?: number;
            /**
             * @description Hours on top of the days.
             * @default 0
             */
            delay_hours?: number;
            /**
             * @default always
             * @enum {string}
             */
            send_condition?: "always" | "if_no_reply" | "if_no_open" | "if_opened" | "if_clicked";
        };
        StepUpdate: {
            subject?: string;
            /** @description HTML or plain text. */
            body?: string;
            /** @description Days after the step before. */
            delay_days?: number;
            /** @description Hours on top of the days. */
            delay_hours?: number;
            /** @enum {string} */
            send_condition?: "always" | "if_no_reply" | "if_no_open" | "if_opened" | "if_clicked";
        };
        DeletedStep: {
            /** @description Always true. */
            deleted: boolean;
            id: string;
        };
        LexiMessage: {
            message: string;
            context?: components["schemas"]["LexiContext"];
        };
        /** @description What a message is about. */
        LexiContext: {
            list_id?: string;
            campaign_id?: string;
            /** @description The conversation to go on with. */
            conversation_id?: string;
        };
        LexiChat: {
            /** @description Lexi's answer. */
            response: string;
            /** @description The task that it made, where that needs approval. */
            task_id?: string | null;
            requires_approval?: boolean;
            /** @description Send it back in `context` to go on. */
            conversation_id?: string;
        };
        LexiTask: {
            id: string;
            type: "prospect_search" | "campaign_start" | "contact_update" | "list_operation" | (string & {});
            /** @description Pending, then approved, then completed or failed; or pending, then dismissed. (derived) */
            status: "pending" | "approved" | "dismissed" | "completed" | "failed" | (string & {});
            description?: string;
            /** Format: date-time */
            created_at?: string;
            metadata?: components["schemas"]["LexiTaskMetadata"];
        };
        /** @description What a task is about; it depends on its type. */
        LexiTaskMetadata: {
            /** @description Of `campaign_start`. */
            campaign_id?: string;
            /** @description Of `prospect_search`. */
            query?: string;
        };
        TaskApproved: {
            task_id: string;
            status: "approved" | (string & {});
            execution_started?: boolean;
        };
        TaskDismissal: {
            /** @description For the service's statistics only. In any words; usual ones are `not_relevant`, `manual_execution`, `incorrect_params`, `duplicate` and `testing`. */
            reason?: string;
        };
        TaskDismissed: {
            task_id: string;
            status: "dismissed" | (string & {});
        };
        List: {
            id: string;
            name?: string;
            description?: string | null;
            /** @description 0 when it is new. */
            contact_count?: number;
            /** Format: date-time */
            created_at?: string;
        };
        NewList: {
            /** @description Unique. */
            name: string;
            description?: string;
        };
        ListAddition: {
            contact_ids: string[];
        };
        ListAdditionResult: {
            /** @description How many are new on it. */
            added: number;
            list_id?: string;
            /** @description How many it holds now. */
            contact_count?: number;
        };
        DeletedList: {
            /** @description Always true. */
            deleted: boolean;
            id: string;
            /** @description How many contacts were on it. */
            memberships_removed?: number;
        };
        RemovedListContact: {
            /** @description Always true. */
            removed: boolean;
            list_id?: string;
            contact_id?: string;
        };
        /** @description A contact in the list. */
        ContactRow: {
            id: string;
            full_name?: string | null;
            email?: string | null;
            phone?: string | null;
            job_title?: string | null;
            company_name?: string | null;
            linkedin_url?: string | null;
            /** Format: date-time */
            created_at?: string;
            /** Format: date-time */
            updated_date?: string | null;
        };
        /** @description A contact read by itself. Some of its members are called otherwise in the list. */
        Contact: {
            id: string;
            first_name?: string | null;
            last_name?: string | null;
            full_name?: string | null;
            email?: string | null;
            phone?: string | null;
            job_title?: string | null;
            company?: string | null;
            related_company_id?: string | null;
            linkedin_url?: string | null;
            priority?: number | null;
            tags?: string[] | null;
            custom_fields?: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            created_date?: string;
            /** Format: date-time */
            updated_date?: string | null;
            /** @description Where `include` asks for notes: the 3 newest. */
            recent_notes?: {
                [key: string]: unknown;
            }[];
            /** @description Where `include` asks for tasks: 3 of them. */
            open_tasks?: {
                [key: string]: unknown;
            }[];
            /** @description Where `include` asks for deals: the 3 that changed last and have this contact first. */
            open_deals?: {
                [key: string]: unknown;
            }[];
        };
        /** @description Nothing is required by itself, but one of the names or `email` is. */
        NewContact: {
            /** @description `Last, First` is understood. */
            full_name?: string;
            first_name?: string;
            last_name?: string;
            /** @description Also used to find duplicates. */
            email?: string;
            phone?: string;
            job_title?: string;
            company?: string;
            company_name?: string;
            related_company_id?: string;
            /**
             * @deprecated
             * @description The older name of `related_company_id`.
             */
            company_id?: string;
            linkedin_url?: string;
            priority?: ("high" | "medium" | "low") | (1 | 2 | 3);
            tags?: string[];
            custom_fields?: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it is to count as created: at most 24 hours ahead and 5 years back, otherwise the service takes its own time.
             */
            created_date?: string;
        };
        CreatedContact: {
            id: string;
            first_name?: string | null;
            last_name?: string | null;
            full_name?: string | null;
            email?: string | null;
            priority?: number | null;
            /** Format: date-time */
            created_date?: string;
        };
        ContactUpdate: {
            full_name?: string;
            email?: string;
            phone?: string;
            job_title?: string;
            company_name?: string;
            linkedin_url?: string;
            /** @description Added to the notes that are there. */
            notes?: string;
        };
        UpdatedContact: {
            id: string;
            full_name?: string | null;
            /** Format: date-time */
            updated_date?: string | null;
        };
        DeletedContact: {
            /** @description Always true. */
            deleted: boolean;
            id: string;
        };
        BulkContacts: {
            contacts: components["schemas"]["BulkContact"][];
        };
        BulkContact: {
            full_name: string;
            email?: string;
            phone?: string;
            job_title?: string;
            company?: string;
            linkedin_url?: string;
            tags?: string[];
            custom_fields?: {
                [key: string]: unknown;
            };
        };
        BulkContactsCreated: {
            created: number;
            contacts: components["schemas"]["ContactSummary"][];
        };
        ContactSummary: {
            id: string;
            full_name?: string | null;
            email?: string | null;
        };
        Webhook: {
            id: string;
            url: string;
            events: components["schemas"]["EventType"][];
            description?: string | null;
            active?: boolean;
            last_delivery_status?: "success" | "failed" | (string & {}) | null;
            /** Format: date-time */
            last_delivery_at?: string | null;
            /** Format: date-time */
            created_at?: string;
        };
        NewWebhook: {
            /** @description HTTPS, and no private address. */
            url: string;
            events: components["schemas"]["SubscribableEvent"][];
            description?: string;
            /** @default true */
            active?: boolean;
        };
        CreatedWebhook: {
            id: string;
            url?: string;
            events?: components["schemas"]["EventType"][];
            description?: string | null;
            active?: boolean;
            /** @description What deliveries are signed with. It is never shown again. */
            secret: string;
            /** Format: date-time */
            created_at?: string;
        };
        WebhookUpdate: {
            /** @description HTTPS, and no private address. */
            url?: string;
            /** @description All that it is to get from now on. */
            events?: components["schemas"]["SubscribableEvent"][];
            description?: string;
            active?: boolean;
        };
        UpdatedWebhook: {
            id: string;
            url?: string;
            events?: components["schemas"]["EventType"][];
            description?: string | null;
            active?: boolean;
            /** Format: date-time */
            updated_at?: string;
        };
        DeletedWebhook: {
            /** @description Always true. */
            deleted: boolean;
            id: string;
        };
        /**
         * @description What a webhook can be registered for. (facts 14)
         * @enum {string}
         */
        SubscribableEvent: "contact.created" | "contact.updated" | "contact.deleted" | "contact.bulk_created" | "company.created" | "company.updated" | "company.deleted" | "deal.created" | "deal.updated" | "deal.deleted" | "deal.bulk_created" | "deal.bulk_updated" | "list.created" | "list.deleted" | "list.contacts_added" | "list.contacts_removed" | "campaign.created" | "campaign.started" | "campaign.paused" | "campaign.deleted" | "campaign.step_created" | "campaign.contacts_added" | "activity.created" | "task.created" | "task.updated" | "task.approved" | "task.dismissed";
        /** @description The events that the pages name; the last four are not in the list of those that can be registered for. */
        EventType: "contact.created" | "contact.updated" | "contact.deleted" | "contact.bulk_created" | "company.created" | "company.updated" | "company.deleted" | "deal.created" | "deal.updated" | "deal.deleted" | "deal.bulk_created" | "deal.bulk_updated" | "list.created" | "list.deleted" | "list.contacts_added" | "list.contacts_removed" | "campaign.created" | "campaign.started" | "campaign.paused" | "campaign.deleted" | "campaign.step_created" | "campaign.contacts_added" | "activity.created" | "task.created" | "task.updated" | "task.approved" | "task.dismissed" | "contact.merged" | "import.completed" | "email.sync.completed" | "calendar.sync.completed" | (string & {});
        /** @description What is delivered. (facts 14) */
        WebhookEvent: {
            /** @description The event's own: the same at each attempt to deliver it. */
            id: string;
            type: components["schemas"]["EventType"];
            /** Format: date-time */
            created_at: string;
            /** @description Depends on the type, e.g. `{ contact: {…} }`; of `*.bulk_*` events an array and its `count`. */
            data: {
                [key: string]: unknown;
            };
        };
    };
    responses: {
        /** @description The request is wrong; the code and the message say how. Do not send it again as it is. */
        BadRequest: {
            headers: {
                "X-Request-ID": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description `invalid_key`: the API key is missing, wrong, expired or revoked. Ask a person for a valid one. */
        Unauthorized: {
            headers: {
                "X-Request-ID": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description `insufficient_credits`. */
        PaymentRequired: {
            headers: {
                "X-Request-ID": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description `insufficient_permissions`: the API key was made without the permission that this needs. */
        Forbidden: {
            headers: {
                "X-Request-ID": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description There is no such thing, or it belongs to another workspace. */
        NotFound: {
            headers: {
                "X-Request-ID": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description It exists already, or its state does not allow this. */
        Conflict: {
            headers: {
                "X-Request-ID": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description `rate_limited`: the plan's calls for this minute (10, 50 or 200) or this day (100, 1000 or 10000) are used up, for the whole workspace. Nothing was done. (facts 2) */
        RateLimited: {
            headers: {
                "X-Request-ID": components["headers"]["RequestId"];
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
    };
    parameters: {
        /** @description Which page, from 1. */
        Page: number;
        /** @description How many on a page, 100 at most. */
        PerPage: number;
        /** @description The campaign's id. */
        CampaignId: string;
        /** @description The contact's id. */
        EnrolledContactId: string;
        /** @description The step's id. */
        StepId: string;
        /** @description The task's id. */
        TaskId: string;
        /** @description The list's id. */
        ListId: string;
        /** @description The contact's id. */
        ContactId: string;
        /** @description The webhook's id. */
        WebhookId: string;
    };
    requestBodies: never;
    headers: {
        /** @description What support needs to find this very call. */
        RequestId: string;
        /** @description How many calls there are in the window, by all appearances the day. */
        RateLimitLimit: number;
        /** @description How many of them are left. */
        RateLimitRemaining: number;
        /** @description When the window ends, in Unix seconds. The day ends at midnight UTC. */
        RateLimitReset: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listCampaigns: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: components["parameters"]["Page"];
                /** @description How many on a page, 100 at most. */
                per_page?: components["parameters"]["PerPage"];
            };
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
                    "application/json": {
                        campaigns: components["schemas"]["CampaignRow"][];
                        meta?: components["schemas"]["Meta"];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
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
            /** @description The draft. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedCampaign"];
                };
            };
            /** @description `validation_error`: a member is missing, or the list's id is not valid. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
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
            /** @description The campaign. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `campaign_not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    deleteCampaign: {
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
            /** @description It is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedCampaign"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `campaign_not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
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
            /** @description The changed campaign, as getCampaign has it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description `invalid_timezone`: no IANA zone. `invalid_send_limit`: `daily_send_limit` is not between 1 and 500. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `campaign_not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    startCampaign: {
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
            /** @description Started, or waiting for approval. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignStarted"];
                };
            };
            /** @description `validation_error`: the campaign is empty or already running. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
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
                    "application/json": components["schemas"]["PausedCampaign"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `campaign_not_found`. */
            404: components["responses"]["NotFound"];
            /** @description `campaign_not_active`. */
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
        };
    };
    getCampaignStats: {
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
            /** @description The numbers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignStats"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `campaign_not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    listCampaignContacts: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: components["parameters"]["Page"];
                /** @description How many on a page, 100 at most. */
                per_page?: components["parameters"]["PerPage"];
                /** @description Only contacts in this state. */
                status?: "pending" | "active" | "paused" | "completed" | "bounced" | "unsubscribed" | "replied";
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
            /** @description One page of contacts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contacts: components["schemas"]["CampaignContact"][];
                        meta?: components["schemas"]["Meta"];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `campaign_not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    addCampaignContacts: {
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
                "application/json": components["schemas"]["Enrolment"];
            };
        };
        responses: {
            /** @description Who was enrolled, and how many were already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolmentResult"];
                };
            };
            /** @description `too_many_contacts`: more than 500. `missing_required_field`: `contact_ids` is missing or empty. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `campaign_not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    removeCampaignContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
                /** @description The contact's id. */
                contact_id: components["parameters"]["EnrolledContactId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The contact is out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovedCampaignContact"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `campaign_not_found`, or `enrollment_not_found`: the contact is not in the campaign. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    listSteps: {
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
            /** @description The steps, possibly none. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        steps: components["schemas"]["Step"][];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `campaign_not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    createStep: {
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
                "application/json": components["schemas"]["NewStep"];
            };
        };
        responses: {
            /** @description The new step. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Step"];
                };
            };
            /** @description `missing_required_field`: no subject or no body. `invalid_send_condition`. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `campaign_not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    deleteStep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
                /** @description The step's id. */
                step_id: components["parameters"]["StepId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedStep"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `campaign_not_found` or `step_not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    updateStep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign's id. */
                id: components["parameters"]["CampaignId"];
                /** @description The step's id. */
                step_id: components["parameters"]["StepId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepUpdate"];
            };
        };
        responses: {
            /** @description The changed step. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Step"];
                };
            };
            /** @description `invalid_send_condition`. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `campaign_not_found` or `step_not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    chatWithLexi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LexiMessage"];
            };
        };
        responses: {
            /** @description What Lexi says. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LexiChat"];
                };
            };
            /** @description `validation_error`: no message. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
        };
    };
    listLexiTasks: {
        parameters: {
            query?: {
                /** @description Only tasks in this state. */
                status?: "pending" | "approved" | "dismissed" | "completed" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tasks, possibly none. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tasks: components["schemas"]["LexiTask"][];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
        };
    };
    approveLexiTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The task's id. */
                id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Approved; Lexi has begun. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskApproved"];
                };
            };
            /** @description `validation_error`: the task is not pending. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    dismissLexiTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The task's id. */
                id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TaskDismissal"];
            };
        };
        responses: {
            /** @description Dismissed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDismissed"];
                };
            };
            /** @description `validation_error`: the task is not pending. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    listLists: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: components["parameters"]["Page"];
                /** @description How many on a page, 100 at most. */
                per_page?: components["parameters"]["PerPage"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lists, possibly none. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lists: components["schemas"]["List"][];
                        meta?: components["schemas"]["Meta"];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
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
            /** @description The list, still empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List"];
                };
            };
            /** @description `validation_error`: no name, or another list has it; `details.fields.name` says so. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
        };
    };
    deleteList: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The list's id. */
                id: components["parameters"]["ListId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `list_not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    addListContacts: {
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
                "application/json": components["schemas"]["ListAddition"];
            };
        };
        responses: {
            /** @description How many are new on it, and how many it holds now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAdditionResult"];
                };
            };
            /** @description `validation_error`: an id is not valid, or more than 100. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: no such list in the workspace. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    removeListContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The list's id. */
                list_id: string;
                /** @description The contact's id. */
                contact_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The contact is off it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovedListContact"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `list_not_found`, or `membership_not_found`: the contact is not on the list. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    listContacts: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: components["parameters"]["Page"];
                /** @description How many on a page, 100 at most. */
                per_page?: components["parameters"]["PerPage"];
                /** @description Part of a name or an address. */
                search?: string;
                /** @description Only contacts on this list. */
                list_id?: string;
                /** @description Only contacts that were created after this moment. */
                created_after?: string;
                /** @description `-` before a name turns the order round. */
                sort?: "created_at" | "-created_at" | "updated_date" | "-updated_date" | "full_name" | "-full_name";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of contacts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contacts: components["schemas"]["ContactRow"][];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
        };
    };
    createContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewContact"];
            };
        };
        responses: {
            /** @description The contact. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedContact"];
                };
            };
            /** @description `validation_error`: neither a name nor an address. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
        };
    };
    bulkCreateContacts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkContacts"];
            };
        };
        responses: {
            /** @description How many were created, and which. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkContactsCreated"];
                };
            };
            /** @description `validation_error`: `contacts` is missing or wrong, or holds more than 500. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
        };
    };
    getContact: {
        parameters: {
            query?: {
                /** @description `notes`, `tasks`, `deals`, several of them with commas between, or `*` for all; three of each come. */
                include?: string;
            };
            header?: never;
            path: {
                /** @description The contact's id. */
                id: components["parameters"]["ContactId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The contact. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    deleteContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The contact's id. */
                id: components["parameters"]["ContactId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedContact"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    updateContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The contact's id. */
                id: components["parameters"]["ContactId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactUpdate"];
            };
        };
        responses: {
            /** @description The changed contact. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdatedContact"];
                };
            };
            /** @description `validation_error`. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhooks, possibly none. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhooks: components["schemas"]["Webhook"][];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description The webhook, with its secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedWebhook"];
                };
            };
            /** @description `invalid_url`, `invalid_events`, or `missing_required_field`. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `duplicate_webhook`: there is one for this address. */
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook's id. */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedWebhook"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `webhook_not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook's id. */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookUpdate"];
            };
        };
        responses: {
            /** @description The changed webhook. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdatedWebhook"];
                };
            };
            /** @description `invalid_url` or `invalid_events`. */
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `webhook_not_found`. */
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
}
