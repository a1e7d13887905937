#include "presettexts.h"

#define ROW(preset, sets, from) preset "\t" sets "\t" from "\n"

const char *const preset_texts[PRESET_TEXTS] = {
	ROW("salesforce-lead-history", "time", "CreatedDate|created_date|Edit Date")
	ROW("salesforce-lead-history", "lead", "LeadId|lead_id|Lead ID")
	ROW("salesforce-lead-history", "event", "Field|field|Field / Event")
	ROW("salesforce-lead-history", "value", "NewValue|new_value|New Value")
	ROW("salesforce-lead-history", "old", "OldValue|old_value|Old Value")
	ROW("salesforce-lead-history", "where",
	    "Field|field|Field / Event=Status|Lead Status")
	ROW("salesforce-lead-history", "created",
	    "Field|field|Field / Event=created|Created|Created.")
	ROW("salesforce-lead-history", "deleted", "IsDeleted|is_deleted|")
	ROW("salesforce-lead-history", "deleted", "_fivetran_deleted|")
	ROW("salesforce-lead-history", "ids", "salesforce")
	ROW("salesforce-lead-history", "footer", "*"),

	ROW("salesforce-field-history", "time", "CreatedDate|created_date|Edit Date")
	ROW("salesforce-field-history", "lead",
	    "OpportunityId|opportunity_id|Opportunity ID|LeadId|lead_id|Lead ID|"
	    "CaseId|case_id|Case ID|ContactId|contact_id|Contact ID|AccountId|"
	    "account_id|Account ID|ParentId|parent_id")
	ROW("salesforce-field-history", "event", "Field|field|Field / Event")
	ROW("salesforce-field-history", "value", "NewValue|new_value|New Value")
	ROW("salesforce-field-history", "old", "OldValue|old_value|Old Value")
	ROW("salesforce-field-history", "where",
	    "Field|field|Field / Event=StageName|Stage|Status|Lead Status|"
	    "Contact Status")
	ROW("salesforce-field-history", "created",
	    "Field|field|Field / Event=created|Created|Created.")
	ROW("salesforce-field-history", "deleted", "IsDeleted|is_deleted|")
	ROW("salesforce-field-history", "deleted", "_fivetran_deleted|")
	ROW("salesforce-field-history", "ids", "salesforce")
	ROW("salesforce-field-history", "footer", "*"),

	ROW("hubspot-property-history", "time", "timestamp|timestamp_instant|Timestamp")
	ROW("hubspot-property-history", "lead",
	    "contact_id|Contact ID|deal_id|Deal ID|company_id|Company ID|ticket_id|"
	    "Record ID|vid")
	ROW("hubspot-property-history", "event", "name|Property|property_name")
	ROW("hubspot-property-history", "value", "value|Value")
	ROW("hubspot-property-history", "old", "old_value|Previous value|")
	ROW("hubspot-property-history", "created",
	    "name|Property|property_name=createdate|Create Date")
	ROW("hubspot-property-history", "choose", "name|Property|property_name")
	ROW("hubspot-property-history", "deleted", "_fivetran_deleted|")
	ROW("hubspot-property-history", "time-format", "iso")
	ROW("hubspot-property-history", "time-format", "epoch-ms"),

	ROW("hubspot-list", "lead", "Record ID|hs_object_id|Contact ID|vid")
	ROW("hubspot-list", "entered", "hs_v2_date_entered_current_stage=")
	ROW("hubspot-list", "entered",
	    "Date entered \"Subscriber (*)\"|Became a Subscriber Date|"
	    "Became a subscriber date=Subscriber")
	ROW("hubspot-list", "entered",
	    "Date entered \"Lead (*)\"|Became a Lead Date|Became a lead date=Lead")
	ROW("hubspot-list", "entered",
	    "Date entered \"Marketing Qualified Lead (*)\"|"
	    "Became a Marketing Qualified Lead Date|"
	    "Became a marketing qualified lead date=Marketing Qualified Lead")
	ROW("hubspot-list", "entered",
	    "Date entered \"Sales Qualified Lead (*)\"|"
	    "Became a Sales Qualified Lead Date|"
	    "Became a sales qualified lead date=Sales Qualified Lead")
	ROW("hubspot-list", "entered",
	    "Date entered \"Opportunity (*)\"|Became an Opportunity Date|"
	    "Became an opportunity date=Opportunity")
	ROW("hubspot-list", "entered",
	    "Date entered \"Customer (*)\"|Became a Customer Date|"
	    "Became a customer date=Customer")
	ROW("hubspot-list", "entered",
	    "Date entered \"Evangelist (*)\"|Became an Evangelist Date|"
	    "Became an evangelist date=Evangelist")
	ROW("hubspot-list", "entered",
	    "Date entered \"Other (*)\"|Became an Other Lifecycle Date|"
	    "Became an other lifecycle date=Other")
	ROW("hubspot-list", "entered", "Date entered \"* (*)\"=*")
	ROW("hubspot-list", "entered", "hs_v2_date_entered_subscriber=subscriber")
	ROW("hubspot-list", "entered", "hs_v2_date_entered_lead=lead")
	ROW("hubspot-list", "entered",
	    "hs_v2_date_entered_marketingqualifiedlead=marketingqualifiedlead")
	ROW("hubspot-list", "entered",
	    "hs_v2_date_entered_salesqualifiedlead=salesqualifiedlead")
	ROW("hubspot-list", "entered", "hs_v2_date_entered_opportunity=opportunity")
	ROW("hubspot-list", "entered", "hs_v2_date_entered_customer=customer")
	ROW("hubspot-list", "entered", "hs_v2_date_entered_evangelist=evangelist")
	ROW("hubspot-list", "entered", "hs_v2_date_entered_other=other")
	ROW("hubspot-list", "entered", "hs_v2_date_entered_*=*")
	ROW("hubspot-list", "time-format", "iso")
	ROW("hubspot-list", "time-format", "epoch-ms"),

	ROW("hubspot-deal-stages", "time", "date_entered")
	ROW("hubspot-deal-stages", "lead", "deal_id")
	ROW("hubspot-deal-stages", "set", "event=dealstage")
	ROW("hubspot-deal-stages", "value", "value")
	ROW("hubspot-deal-stages", "old", "old_value|")
	ROW("hubspot-deal-stages", "deleted", "_fivetran_deleted|"),

	ROW("marketo-activities", "time", "activityDate|activity_date")
	ROW("marketo-activities", "lead", "leadId|lead_id")
	ROW("marketo-activities", "event", "primaryAttributeValue|primary_attribute_value")
	ROW("marketo-activities", "value",
	    "attributes:New Value+attributes:New Status|new_value|new_status")
	ROW("marketo-activities", "old",
	    "attributes:Old Value+attributes:Old Status|old_value|old_status")
	ROW("marketo-activities", "where", "activityTypeId|activity_type_id|=13|104")
	ROW("marketo-activities", "deleted", "_fivetran_deleted|")
	ROW("marketo-activities", "missing", "null"),

	ROW("mautic-stages", "time", "date_added")
	ROW("mautic-stages", "lead", "lead_id")
	ROW("mautic-stages", "event", "event_name")
	ROW("mautic-stages", "value", "stage_id")
	ROW("mautic-stages", "old", "old_stage_id|")
	ROW("mautic-stages", "missing", "NULL")
	ROW("mautic-stages", "missing", "\\\\N"),

	ROW("mautic-points", "time", "date_added")
	ROW("mautic-points", "lead", "lead_id")
	ROW("mautic-points", "event", "event_name")
	ROW("mautic-points", "value", "delta")
	ROW("mautic-points", "old", "old_points|")
	ROW("mautic-points", "missing", "NULL")
	ROW("mautic-points", "missing", "\\\\N"),

	ROW("pardot-activities", "time", "created_at|createdAt|Created At")
	ROW("pardot-activities", "lead", "prospect_id|prospectId|Prospect ID")
	ROW("pardot-activities", "event", "type_name|typeName|Type Name")
	ROW("pardot-activities", "value", "details|Details")
	ROW("pardot-activities", "old", "old_value|")
	ROW("pardot-activities", "where", "prospect_id|prospectId|Prospect ID=?*")
	ROW("pardot-activities", "deleted", "_fivetran_deleted|"),

	ROW("pipedrive-changes", "time", "change_time|log_time")
	ROW("pipedrive-changes", "lead", "deal_id|person_id")
	ROW("pipedrive-changes", "event", "changed_field_key|field_key")
	ROW("pipedrive-changes", "value", "new_value")
	ROW("pipedrive-changes", "old", "old_value|")
	ROW("pipedrive-changes", "created", "changed_field_key|field_key=add_time")
	ROW("pipedrive-changes", "choose", "changed_field_key|field_key"),

	ROW("jira-changelog", "time", "status_change_date")
	ROW("jira-changelog", "lead", "issue_key")
	ROW("jira-changelog", "set", "event=status")
	ROW("jira-changelog", "value", "status_to_name")
	ROW("jira-changelog", "old", "status_from_name")
	ROW("jira-changelog", "where", "status_change_date=?*"),

	ROW("zendesk-fields", "time", "updated")
	ROW("zendesk-fields", "lead", "ticket_id")
	ROW("zendesk-fields", "event", "field_name")
	ROW("zendesk-fields", "value", "value")
	ROW("zendesk-fields", "old", "old_value|")
	ROW("zendesk-fields", "choose", "field_name")
	ROW("zendesk-fields", "deleted", "_fivetran_deleted|"),

	ROW("lever-stages", "time", "updated_at")
	ROW("lever-stages", "lead", "opportunity_id")
	ROW("lever-stages", "set", "event=stage")
	ROW("lever-stages", "value", "stage_id")
	ROW("lever-stages", "old", "old_stage_id|")
	ROW("lever-stages", "deleted", "_fivetran_deleted|"),

	ROW("greenhouse-stages", "time", "updated_at")
	ROW("greenhouse-stages", "lead", "application_id")
	ROW("greenhouse-stages", "set", "event=stage")
	ROW("greenhouse-stages", "value", "new_stage_id")
	ROW("greenhouse-stages", "old", "old_stage_id|")
	ROW("greenhouse-stages", "deleted", "_fivetran_deleted|"),

	ROW("google-ads", "time", "Day|Date|date|segments.date")
	ROW("google-ads", "amount",
	    "Cost|Cost (*)|Cost micros/1000000|cost_micros/1000000|"
	    "metrics.cost_micros/1000000")
	ROW("google-ads", "campaign",
	    "Campaign|campaign_name|campaign.name|Campaign ID|campaign_id|"
	    "campaign.id|id|base_campaign|")
	ROW("google-ads", "currency",
	    "Currency code|Currency|currency_code|customer.currency_code|=Cost (*)|")
	ROW("google-ads", "missing", "--")
	ROW("google-ads", "missing", " --")
	ROW("google-ads", "decimal", ".")
	ROW("google-ads", "time-format", "iso")
	ROW("google-ads", "time-format", "%b %d, %Y")
	ROW("google-ads", "time-format", "%a, %b %d, %Y")
	ROW("google-ads", "preamble", "yes")
	ROW("google-ads", "utf16-delimiter", "\\t"),

	ROW("facebook-ads", "time", "Day|date")
	ROW("facebook-ads", "from", "Reporting starts|Reporting Starts|date_start")
	ROW("facebook-ads", "until", "Reporting ends|Reporting Ends|date_stop")
	ROW("facebook-ads", "amount",
	    "Amount spent (*)|Amount Spent (*)|Amount spent|spend")
	ROW("facebook-ads", "campaign",
	    "Campaign name|Campaign Name|campaign_name|campaign_id|")
	ROW("facebook-ads", "currency",
	    "Currency|currency|account_currency|=Amount spent (*)|"
	    "=Amount Spent (*)|")
	ROW("facebook-ads", "decimal", ".")
	ROW("facebook-ads", "preamble", "yes"),

	ROW("microsoft-ads", "time",
	    "Gregorian date|GregorianDate|TimePeriod|Time period|date")
	ROW("microsoft-ads", "amount", "Spend|spend")
	ROW("microsoft-ads", "campaign",
	    "Campaign name|CampaignName|Campaign|campaign_name|campaign_id|")
	ROW("microsoft-ads", "currency",
	    "Currency code|CurrencyCode|Currency|currency_code|")
	ROW("microsoft-ads", "decimal", ".")
	ROW("microsoft-ads", "time-format", "iso")
	ROW("microsoft-ads", "time-format", "%m/%d/%Y")
	ROW("microsoft-ads", "preamble", "yes")
	ROW("microsoft-ads", "daily", "Report Aggregation: Daily")
	ROW("microsoft-ads", "footer", "\xc2\xa9*"),

	ROW("linkedin-ads", "time", "Day|date|day")
	ROW("linkedin-ads", "from", "Start Date (in UTC)|Start Date (in *)")
	ROW("linkedin-ads", "until", "End Date (in UTC)|End Date (in *)")
	ROW("linkedin-ads", "time", "Start Date (in UTC)|Start Date (in *)")
	ROW("linkedin-ads", "amount",
	    "Total Spent|cost_in_local_currency|costInLocalCurrency")
	ROW("linkedin-ads", "campaign", "Campaign Name|campaign_name|campaign_id|")
	ROW("linkedin-ads", "currency", "Currency|Currency Code|currency|currency_code|")
	ROW("linkedin-ads", "decimal", ".")
	ROW("linkedin-ads", "time-format", "iso")
	ROW("linkedin-ads", "time-format", "%m/%d/%Y")
	ROW("linkedin-ads", "preamble", "yes")
	ROW("linkedin-ads", "utf16-delimiter", "\\t"),

	ROW("tiktok-ads", "time", "stat_time_day|stat_time_hour")
	ROW("tiktok-ads", "amount", "spend")
	ROW("tiktok-ads", "campaign", "campaign_name|campaign_id|")
	ROW("tiktok-ads", "currency", "currency|")
	ROW("tiktok-ads", "missing", "-")
	ROW("tiktok-ads", "decimal", ".")
	ROW("tiktok-ads", "preamble", "yes"),
};
