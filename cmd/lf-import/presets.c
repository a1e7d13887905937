#include "tsv/escape.h"

#include "presets.h"
#include "source.h"

#define NOT_DELETED "false|False|FALSE|0|"

static const struct preset presets[] = {
	{
	    .name = "salesforce-lead-history",
	    .columns = { { "time", "CreatedDate|created_date|Edit Date", false },
		{ "lead", "LeadId|lead_id|Lead ID", false },
		{ "event", "Field|field|Field / Event", false },
		{ "value", "NewValue|new_value|New Value", false },
		{ "old", "OldValue|old_value|Old Value", false } },
	    .where = { { "Field|field|Field / Event", "Status|Lead Status", false },
		{ "IsDeleted|is_deleted", NOT_DELETED, true },
		{ "_fivetran_deleted", NOT_DELETED, true } },
	    .formats = { "iso", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%d %H:%M:%S",
		"%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S UTC" },
	},
	{
	    .name = "salesforce-field-history",
	    .columns = { { "time", "CreatedDate|created_date|Edit Date", false },
		{ "lead",
		    "OpportunityId|opportunity_id|Opportunity ID|LeadId|lead_id|Lead ID|"
		    "ContactId|contact_id|Contact ID|CaseId|case_id|Case ID|"
		    "AccountId|account_id|Account ID|ParentId|parent_id",
		    false },
		{ "event", "Field|field|Field / Event", false },
		{ "value", "NewValue|new_value|New Value", false },
		{ "old", "OldValue|old_value|Old Value", false } },
	    .where = { { "Field|field|Field / Event",
			   "StageName|Stage|Status|Lead Status|Contact Status", false },
		{ "IsDeleted|is_deleted", NOT_DELETED, true },
		{ "_fivetran_deleted", NOT_DELETED, true } },
	    .formats = { "iso", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%d %H:%M:%S",
		"%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S UTC" },
	},
	{
	    .name = "hubspot-property-history",
	    .columns = { { "time", "timestamp|Timestamp", false },
		{ "lead",
		    "contact_id|Contact ID|deal_id|Deal ID|company_id|Company ID|"
		    "ticket_id|Record ID|vid",
		    false },
		{ "event", "name|Property|property_name", false },
		{ "value", "value|Value", false },
		{ "old", "old_value|Previous value", true } },
	    .where = { { "_fivetran_deleted", NOT_DELETED, true } },
	    .formats = { "iso", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f",
		"%Y-%m-%d %H:%M:%S UTC", "%Y-%m-%d %H:%M:%S.%f UTC", "epoch-ms" },
	},
	{
	    .name = "marketo-activities",
	    .columns = { { "time", "activityDate|activity_date", false },
		{ "lead", "leadId|lead_id", false },
		{ "event", "primaryAttributeValue|primary_attribute_value", false },
		{ "value",
		    "attributes:New Value+attributes:New Status|new_value|new_status",
		    false },
		{ "old", "attributes:Old Value+attributes:Old Status|old_value|old_status",
		    false } },
	    .where = { { "activityTypeId|activity_type_id", "13|104", true },
		{ "_fivetran_deleted", NOT_DELETED, true } },
	    .missing = "null",
	    .formats = { "iso", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f",
		"%Y-%m-%d %H:%M:%S UTC", "%Y-%m-%d %H:%M:%S.%f UTC" },
	},
	{
	    .name = "mautic-stages",
	    .columns = { { "time", "date_added", false }, { "lead", "lead_id", false },
		{ "event", "event_name", false }, { "value", "stage_id", false },
		{ "old", "old_stage_id", true } },
	    .missing = "NULL|\\N",
	},
	{
	    .name = "mautic-points",
	    .columns = { { "time", "date_added", false }, { "lead", "lead_id", false },
		{ "event", "event_name", false }, { "value", "delta", false },
		{ "old", "old_points", true } },
	    .missing = "NULL|\\N",
	},
	{
	    .name = "pardot-activities",
	    .columns = { { "time", "created_at|createdAt|Created At", false },
		{ "lead", "prospect_id|prospectId|Prospect ID", false },
		{ "event", "type_name|typeName|Type Name", false },
		{ "value", "details|Details", false }, { "old", "old_value", true } },
	    /* Visitors who are not prospects yet have no lead. */
	    .where = { { "prospect_id|prospectId|Prospect ID", "?*", false },
		{ "_fivetran_deleted", NOT_DELETED, true } },
	    .formats = { "iso", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S UTC",
		"%Y-%m-%d %H:%M:%S.%f UTC" },
	},
	{
	    .name = "pipedrive-changes",
	    .columns = { { "time", "change_time|log_time", false },
		{ "lead", "deal_id|person_id", false },
		{ "event", "changed_field_key|field_key", false },
		{ "value", "new_value", false }, { "old", "old_value", true } },
	    .formats = { "iso", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S UTC" },
	},
	{
	    .name = "google-ads",
	    .ledger = true,
	    .columns = { { "time", "Day|Date|date|segments.date", false },
		{ "amount",
		    "Cost|Cost (*)|Cost micros/1000000|cost_micros/1000000|"
		    "metrics.cost_micros/1000000",
		    false },
		{ "campaign",
		    "Campaign|campaign_name|campaign.name|base_campaign|Campaign ID|"
		    "campaign_id|id",
		    true },
		{ "currency",
		    "Currency code|Currency|currency_code|customer.currency_code|=Cost (*)",
		    true } },
	    .missing = "--| --",
	    .formats = { "iso", "%b %d, %Y", "%a, %b %d, %Y" },
	    .preamble = true,
	    .footer = "Total:",
	    .utf16_tabs = true,
	},
	{
	    .name = "facebook-ads",
	    .ledger = true,
	    .columns = { { "time", "Day|Reporting starts|Reporting Starts|date|date_start",
			     false },
		{ "amount", "Amount spent (*)|Amount Spent (*)|Amount spent|spend", false },
		{ "campaign", "Campaign name|Campaign Name|campaign_name|campaign_id", true },
		{ "currency",
		    "Currency|currency|account_currency|=Amount spent (*)|=Amount Spent (*)",
		    true } },
	    .preamble = true,
	},
	{
	    .name = "microsoft-ads",
	    .ledger = true,
	    .columns = { { "time", "Gregorian date|GregorianDate|TimePeriod|Time period|date",
			     false },
		{ "amount", "Spend|spend", false },
		{ "campaign",
		    "Campaign name|CampaignName|Campaign|campaign_name|campaign_id", true },
		{ "currency", "Currency code|CurrencyCode|Currency|currency_code", true } },
	    .formats = { "iso", "%m/%d/%Y" },
	    .preamble = true,
	    .footer = "\xc2\xa9",
	},
	{
	    .name = "linkedin-ads",
	    .ledger = true,
	    .columns = { { "time", "Start Date (in UTC)|Start Date (in *)|Day|date|day", false },
		{ "amount", "Total Spent|cost_in_local_currency|costInLocalCurrency", false },
		{ "campaign", "Campaign Name|campaign_name|campaign_id", true },
		{ "currency", "Currency|Currency Code|currency|currency_code", true } },
	    .formats = { "iso", "%m/%d/%Y" },
	    .preamble = true,
	    .utf16_tabs = true,
	},
};

enum { PRESETS = sizeof(presets) / sizeof(presets[0]) };

const struct preset *
preset_need(const char *name)
{
	struct text names = { NULL, 0, 0 };

	for (size_t i = 0; i < PRESETS; i++) {
		if (strcmp(presets[i].name, name) == 0) {
			text_free(&names);
			return &presets[i];
		}
		text_add(&names, span_of(i > 0 ? ", " : ""));
		text_add(&names, span_of(presets[i].name));
	}
	diag_usage("--preset: '%s' is none of %.*s", name, (int)names.len, names.ptr);
}

static bool
there(const char *from, bool optional, const struct list *columns)
{
	struct source source = { .text = span_of(from),
		.alternatives = true,
		.optional = optional,
		.divides = true };

	return source_find(&source, columns);
}

/* Whether a file with these columns has all that the preset needs. */
static bool
fits(const struct preset *preset, const struct list *columns)
{
	for (const struct preset_column *column = preset->columns; column->name != NULL;
	     column++)
		if (!there(column->from, column->optional, columns))
			return false;
	for (size_t i = 0; i < PRESET_WHERE_MAX && preset->where[i].from != NULL; i++)
		if (!there(preset->where[i].from, preset->where[i].optional, columns))
			return false;
	return true;
}

const struct preset *
preset_for(const struct list *columns)
{
	for (size_t i = 0; i < PRESETS; i++)
		if (fits(&presets[i], columns))
			return &presets[i];
	return NULL;
}

static void
list_row(struct out *out, const struct preset *preset, const char *sets, const char *from)
{
	out_text(out, preset->name);
	out_char(out, '\t');
	out_text(out, sets);
	out_char(out, '\t');
	escape_field(out, span_of(from));
	out_char(out, '\n');
}

static void
list_preset(struct out *out, const struct preset *preset)
{
	for (const struct preset_column *column = preset->columns; column->name != NULL;
	     column++)
		list_row(out, preset, column->name, column->from);
	for (size_t i = 0; i < PRESET_WHERE_MAX && preset->where[i].from != NULL; i++) {
		list_row(out, preset, "where", preset->where[i].from);
		list_row(out, preset, "is", preset->where[i].globs);
	}
	for (size_t i = 0; i < PRESET_FORMATS_MAX && preset->formats[i] != NULL; i++)
		list_row(out, preset, "time-format", preset->formats[i]);
	if (preset->missing != NULL)
		list_row(out, preset, "missing", preset->missing);
	if (preset->footer != NULL)
		list_row(out, preset, "without", preset->footer);
}

void
presets_list(struct out *out)
{
	out_text(out, "preset\tsets\tfrom\n");
	for (size_t i = 0; i < PRESETS; i++)
		list_preset(out, &presets[i]);
}
