/** The help of each page, by its path. A page without an entry fails a test. */
import type { ArticleKey } from "../../generated/ArticleKey";

export interface HelpText {
  /** What the page is for, in paragraphs. */
  text: string[];
  /** Where it sits in the real admin centers; absent where they have no such page. */
  where?: string;
  /** Assumptions that the page rests on, by their names in the program. */
  assumptions?: string[];
  articles?: ArticleKey[];
}

export const HELP: Record<string, HelpText> = {
  "/": {
    text: [
      "What is set up, the next step of the walk from a billing policy to a prompt that is paid for, this month's Copilot Credits and money, and what happened lately.",
      "Everything is rehearsed: time is simulated and moves only when you advance it, and nothing reaches a real tenant.",
    ],
    where:
      "The walk is that of Microsoft's article on setting up pay-as-you-go. The real admin centers' home looks different.",
    articles: ["setUp", "overview"],
  },
  "/copilot/billing-usage": {
    text: [
      "A billing policy says which Azure subscription and resource group are charged, and for whom: all users or one security group. It pays for nothing until a service is connected to it.",
      "On Pay-as-you-go services you connect a policy to Microsoft 365 Copilot Chat, SharePoint agents or the Retrieval API, one policy at a time. Disconnecting reaches people after up to two hours.",
      "A budget is money and only sends alerts: use goes on. The unit of use is the Copilot Credit.",
      "Once the tenant owns credits, the panel of Copilot Chat has a section Copilot Credits: prepaid credits then pay first, for users of connected billing policies or of a Copilot credit policy.",
    ],
    where:
      "Copilot › Cost management › Classic Billing & usage (since August 2026; Copilot › Billing & usage before). Copilot › Cost management shows credits and spending policies of other services; Billing › Cost management shows money. They are other pages.",
    assumptions: [
      "oldest-policy-pays",
      "connect-at-once",
      "disconnect-after-two-hours",
      "group-before-all-users",
      "direct-members",
      "azure-rights-at-set-up",
      "policy-names",
      "regions",
      "budget-set-midway",
      "budget-mail-after-a-day",
      "spending-up-to-date",
      "spending-roles",
    ],
    articles: [
      "setUp",
      "copilotNode",
      "overview",
      "meters",
      "viewCost",
      "budget",
      "resourceGroups",
      "adminRoles",
      "sharePointAgents",
      "retrievalApi",
      "usageBasedBilling",
      "costManagement",
    ],
  },
  "/reports/usage": {
    text: [
      "Copilot Credits per day, in UTC days, by who paid or by environment. Metered usage is rated and settled here; reported usage is what Microsoft's own report states. The two are never added.",
      "Actual goes by the set-up as it was at each moment. As if today's set-up asks who would have paid, had today's policies always been there.",
    ],
    where:
      "Reports › Usage › Microsoft 365 Copilot › Credits shows credits by person, agent and policy. The split by who paid, Send a prompt and As if are only in Meterdesk.",
    assumptions: ["oldest-policy-pays"],
    articles: ["creditsReport", "meters", "viewCost"],
  },
  "/users/active": {
    text: [
      "The people of the rehearsed tenant. Who holds Microsoft 365 Copilot is not charged for interactive use; everybody else's use of metered agents is paid by a billing policy, or refused.",
      "Choose people and Manage product licenses: tick or clear products, set the usage location, Save changes. A Global, License or User administrator does it. What a person inherits from a group is changed on the group.",
    ],
    where: "Users › Active users.",
    assumptions: ["licence-places"],
    articles: ["adminRoles", "meters", "studioLicences"],
  },
  "/users/groups": {
    text: [
      "Security groups. A billing policy covers all users or exactly one group; a budget's mails go to mail-enabled security groups.",
      "A Global administrator or User administrator makes and deletes groups, and adds and removes members. Before that a dialog says who pays for what afterwards. A change counts from its time on: use before it stays as it was judged.",
      "A group's panel says which licenses it gives its direct members and whom it could not give them. While it gives any, it can't be deleted.",
    ],
    where: "Teams & groups › Active teams & groups › Security groups.",
    assumptions: ["direct-members", "emptied-group", "deleted-group", "group-names"],
    articles: ["copilotNode"],
  },
  "/power-platform/environments": {
    text: [
      "Power Platform environments with their type, region, group and capacity status. Copilot Credits are allocated to environments, and billing plans are linked to them.",
      "A trial becomes a production environment by Convert to production, which takes hours, 1 GB of database capacity and a Power Platform administrator. Copilot for Sales needs a production environment for both billing models; a Dynamics 365 environment has to be linked to a Power Platform environment.",
      "An environment group's published rule Draw from tenant credit pool sets and locks whether its environments draw from the tenant's capacity.",
    ],
    where: "Power Platform admin center › Manage › Environments and Environment groups.",
    assumptions: ["conversion-delay", "free-database", "low-quota", "quota-check", "exhausted-environment"],
    articles: ["manageCapacity", "environmentGroups", "convertTrial", "salesBilling"],
  },
  "/power-platform/copilot-studio": {
    text: [
      "Copilot Credits on the Power Platform side: what is owned, assigned and consumed, by product, environment and agent, and what billing plans pay.",
      "Manage Copilot Credits allocates credits to an environment and says what happens beyond: draw from the available capacity in the tenant, bill to its billing plan, or neither. Allocations together never pass what is owned.",
      "Blocked, what would mend it, and the ranking of environments that draw on the tenant's pool are only in Meterdesk.",
    ],
    where: "Power Platform admin center › Licensing › Products › Copilot Studio, tabs Summary and Environments.",
    assumptions: ["enforcement-scope", "exhausted-environment", "capacity-reset", "low-quota", "quota-check"],
    articles: ["manageCapacity", "capacityPacks", "copilotCreditRates", "salesBilling"],
  },
  "/power-platform/agents": {
    text: [
      "Agents that used Copilot Credits this month or of which something is set, with billed and non-billed credits and how each stands with its monthly limit.",
      "A limit is in credits. From the notification threshold on administrators are told; with Stop usage the agent is turned off at the limit until the next month. Limits of agents are no ceiling for their environment.",
    ],
    where: "Power Platform admin center › Licensing › Copilot Studio › Manage Agents.",
    articles: ["manageCapacity", "copilotCreditRates"],
  },
  "/power-platform/billing-plans": {
    text: [
      "A billing plan links Power Platform environments to an Azure subscription and resource group. What they use beyond prepaid capacity is then charged there, without a ceiling. Plans are Power Platform's; billing policies, for users, are Microsoft 365's.",
      "An environment has one plan, in its own region. A plan for Microsoft 365 Copilot Chat has no products and no region: the environment of that name is made and linked by itself. Taking an environment off a plan holds at once.",
      "A disabled plan keeps its environments and pays for nothing. Deleting a plan leaves its account resource in Azure.",
    ],
    where: "Power Platform admin center › Licensing › Pay-as-you-go plans › Billing plans.",
    assumptions: ["plan-provisioning", "plan-environments", "plan-products", "plan-names", "covered-by-both-centers"],
    articles: ["payAsYouGoPlans"],
  },
  "/power-platform/apps": {
    text: [
      "Pay-as-you-go can also be set up by whoever makes an app: an app's settings, Set up pay-as-you-go, Connect subscription. That makes a billing plan with the environment that the app is in; the same rules and roles hold as under Pay-as-you-go plans.",
    ],
    where: "Power Apps (make.powerapps.com) › an app › Settings › Set up pay-as-you-go.",
    assumptions: ["power-apps", "plan-environments"],
    articles: ["payAsYouGoPlans"],
  },
  "/billing/purchase": {
    text: [
      "Capacity packs give the tenant prepaid Copilot Credits every month. A Global administrator or Billing administrator buys them, or records packs that a partner sold through Partner Center. Before an order a dialog says what it adds and costs.",
      "Some licenses of Dynamics 365 include Copilot Credits, which join the same capacity. Nothing is carried over to the next month.",
      "Products: search, tick, and choose the number of licenses on the confirmation screen. What needs another product is refused without it; both can be taken in one go. What isn't sold at the simulated time can't be ticked, and says what is sold instead.",
      "Licensing terms, conditions and supplemental information of each product stand with Microsoft Volume Licensing (www.microsoftvolumelicensing.com, today part of www.microsoft.com/licensing).",
    ],
    where: "Microsoft 365 admin center › Billing › Purchase services; for partners, Partner Center.",
    assumptions: ["self-service-purchase", "licence-term"],
    articles: ["capacityPacks", "studioLicences"],
  },
  "/billing/products": {
    text: [
      "What the tenant owns that pays with Copilot Credits: capacity packs, licenses with included credits, and pre-purchase plans.",
      "Packs can be removed down to what is allocated to environments; lower an allocation first where they don't suffice.",
    ],
    where: "Microsoft 365 admin center › Billing › Your products.",
    assumptions: ["returned-packs"],
    articles: ["capacityPacks", "prePurchasePlan"],
  },
  "/billing/licenses": {
    text: [
      "Every product that the tenant owns, with how many licenses it has, how many people take, and how many are free. Open one: Users says who has it and by which path, Groups which security groups give it to their direct members.",
      "Assign licenses gives it to a person or to a group. A group's licenses are assigned in the background; whom it could not give them stands with one of four errors, and Reprocess tries again. A group gives a person all its products or none, and can't be deleted while it gives any.",
      "Direct and inherited of one product take one license. What is inherited is changed on the group. Who leaves the group frees the license.",
      "Trials: a person signs up by themselves, for 60 days, and extends it once by 30; the clock ends it. AllowAdHocSubscriptions, and for Microsoft Copilot Studio AllowSelfServicePurchase, in Settings allow it or not.",
    ],
    where: "Microsoft 365 admin center › Billing › Licenses.",
    assumptions: ["licence-stock", "licence-term", "group-licence-delay", "group-licence-whole", "licence-places"],
    articles: ["groupLicensing", "studioLicences", "selfServiceSignUp"],
  },
  "/billing/cost-management": {
    text: [
      "Money, not Copilot Credits: what pay-as-you-go charged, by service, subscription, billing policy or plan, environment, agent, department or person. A click on a part of the chart, on a name of its legend or on a row narrows the costs to it; each address is a view that can be kept.",
      "The basis is always named. Actual cost is what Azure bills, known a day later, with pre-purchased use at $0 and the plan's price on the day on which a term begins. Settled by Meterdesk counts today too. Amortized spreads the price of a pre-purchase plan over the credits of its term. Capacity packs never show in Azure's cost and are no part of this.",
      "The period before has as many days as are counted of this one. The differences by name add up to the whole difference. Costs of a month that was closed are shown in the days of their use, as they are settled now.",
    ],
    where:
      "Billing › Cost management shows money for services; by agent, department and person nothing in the real centers does. Copilot › Cost management is another page: it shows Copilot Credits and spending policies, never money.",
    assumptions: ["cost-analysis-forecast", "spending-roles"],
    articles: ["viewCost"],
  },
  "/azure/cost-management": {
    text: [
      "What the account resources of billing policies and billing plans cost, added up by resource, meter or tag. Azure knows no agent, user or environment. Capacity packs never show here; what a pre-purchase plan pays for shows at $0. Cost is known from the end of the day of its use on, and only where you have a role in Azure.",
      "A budget of a billing plan mails when actual or forecast cost reaches a percentage. It stops nothing. The kill switch that administrators build is an action at one of its alerts, which takes the environments off the plan: from the next look on nothing pays for them beyond prepaid capacity. Raise budget and link again takes that back.",
    ],
    where: "The Azure portal: Cost Management › Cost analysis and Budgets.",
    assumptions: ["cost-look", "cost-forecast", "cost-meter"],
    articles: ["viewCost"],
  },
  "/azure/reservations": {
    text: [
      "A pre-purchase plan is paid for a year and pays down what pay-as-you-go charges within its scope: a resource group, a subscription, every subscription, or a management group. It is no part of the tenant's prepaid capacity.",
      "An Owner of the subscription buys it. It can't be cancelled, exchanged, split or merged; it renews by itself unless that is turned off when it is bought.",
    ],
    where: "The Azure portal: Reservations.",
    assumptions: ["management-groups"],
    articles: ["prePurchasePlan"],
  },
  "/power-platform/dynamics-agents": {
    text: [
      "The agents that come with Dynamics 365 and Copilot for Sales and consume Copilot Credits: what each does, where it runs, and what a run costs on the rate card in force.",
      "Only Business Central publishes figures. For the others you can set one in this workbook; until then a run is metered but not charged. The autonomous case management agent runs the Data Entry Agent underneath, and usage bears that name.",
      "Run agent runs one as somebody: what they see, what it costs, who pays and why.",
    ],
    where:
      "The admin centers of Dynamics 365 and Business Central turn these agents on, and Power Platform admin center › Licensing › Copilot Studio › Manage Agents shows what they used. This list and running an agent are only in Meterdesk.",
    assumptions: ["low-quota", "quota-check"],
    articles: ["salesBilling", "dynamicsBilling", "caseManagementBilling", "copilotCreditRates"],
  },
  "/rehearsal/drill": {
    text: [
      "Each use of last month is asked for again on the same day of this month, as if today's set-up had held throughout: licences, policies, allocations, plans and limits. Whoever was refused then asks again too.",
      "Below the time line stand the environment that stops first and what reallocating, buying a pack or linking a plan would change: for it, and for the refused uses of all environments. A mend that can't be done says why.",
      "The month begins with nothing used; a pre-purchase plan has what it had left at the end of last month.",
    ],
    assumptions: ["enforcement-scope", "exhausted-environment", "capacity-reset", "low-quota"],
    articles: ["manageCapacity", "capacityPacks", "payAsYouGoPlans"],
  },
  "/rehearsal/guides": {
    text: [
      "Four of Microsoft's articles as lists of steps. Each step is judged against this tenant whenever you look: done, to do, blocked by something else or by your role, or optional because the other billing model is set up.",
      "A button leads to where the step is done. Nothing of it is stored.",
    ],
    articles: ["salesBilling", "dynamicsBilling", "caseManagementBilling", "setUp"],
  },
  "/azure/subscriptions": {
    text: [
      "Whoever makes a billing policy needs Owner or Contributor on the Azure subscription and on one of its resource groups, and the subscription has to be active.",
      "An Owner grants and removes roles, and disables and enables the subscription. Before anything is disabled or deleted, a dialog names the billing policies that charge it and what happens to them.",
    ],
    where: "The Azure portal: Subscriptions, Resource groups, Access control (IAM).",
    assumptions: [
      "azure-rights-at-set-up",
      "disabled-subscription",
      "deleted-resource-group",
      "subscription-names",
      "who-creates-subscriptions",
      "who-disables-subscriptions",
    ],
    articles: ["setUp", "resourceGroups", "azureRoles", "azureNames"],
  },
  "/settings": {
    text: [
      "What isn't publicly known, or was stated differently over time. Each setting has a page with its values, what speaks for each, and what holds now. Below are the assumptions that have no other value to choose.",
      "A change is an act with a time. Use before it stays as it was judged; use after it is judged by the new value.",
    ],
  },
  "/settings/rates": {
    text: [
      "The dated catalogue: rate cards with what each feature costs, list prices, and ranges that are published for planning only. A use is rated by the card of its time.",
      "A rate that no document states, or a time that no document prints, can be overridden in this workbook, with where your value comes from. Unlike a setting it holds for all time: earlier use is rated anew too, and taking the override back restores every figure. What Microsoft states can't be overridden.",
    ],
    articles: ["copilotCreditRates", "meters", "capacityPacks", "prePurchasePlan"],
  },
  "/settings/$key": {
    text: [
      "Choose what Meterdesk takes for true, and save. Every administrator may; a Global Reader may look. A value without a document that states it bears the tag Assumption.",
    ],
  },
  "/rehearsal/coverage": {
    text: [
      "For one service, person by person: which billing policy pays, which others would, who is covered by none, and who needs none because of a Microsoft 365 Copilot license.",
    ],
    assumptions: ["oldest-policy-pays", "direct-members"],
    articles: ["overview"],
  },
  "/rehearsal/receipt": {
    text: [
      "For one use: what it is worth on the rate card of its time, whether anybody is charged for it, who was asked to pay in the order of payment, what each had left, and what came of it. Each sentence names the document or the set-up that it rests on.",
      "Choose a person, a service and a time to ask about a use that did not take place, or read the receipt of a row of usage. Receipts are worked out again from the rows and the set-up of their time; nothing is stored, and nothing is changed.",
    ],
    assumptions: [
      "oldest-policy-pays",
      "direct-members",
      "over-capacity-not-charged",
      "begun-use-is-finished",
      "running-conversation",
      "order-within-a-second",
      "older-pre-purchase-first",
      "agent-limit-counts-all",
      "premium-by-response",
      "tokens-round-up-per-call",
      "flow-actions-pro-rata",
      "one-price-throughout",
    ],
    articles: ["overview", "copilotCreditRates", "meters"],
  },
  "/rehearsal/estimate": {
    text: [
      "Rate a use: credits of some use on the rate card of a date, line by line with the reason why it is charged or not. Compare offers: pay-as-you-go, capacity packs and the nine tiers of the pre-purchase plan for the same use, and from where on each is worth it.",
      "Agent usage is Microsoft's estimator with its own rounding, which metering does not use. Business Central goes by the published events of its agents. Billed sessions counts conversations of Power Virtual Agents by the definition of their time.",
      "The calculators ask nothing of the workbook. What you asked is in the page's address.",
    ],
    assumptions: [
      "premium-by-response",
      "tokens-round-up-per-call",
      "flow-actions-pro-rata",
      "system-topics-not-billed",
      "sessions-of-2023",
      "silence-closes-web-chat",
    ],
    articles: ["copilotCreditRates", "capacityPacks", "prePurchasePlan", "billedSessions"],
  },
  "/reports/imported": {
    text: [
      "Microsoft's own reports as they were imported, for which days their figures are, and every row with the file's columns. Nothing of it is rated or added to metered usage.",
      "Of several reports of one kind, the newest stands for a day or a period that both state; rows that stand back are struck out. A report without dates stands for exactly the period that was stated when it was imported, and is never spread over its days.",
    ],
    where: "Only in Meterdesk. Where each report is downloaded stands in its name.",
    articles: ["creditsReport"],
  },
  "/reports/credits": {
    text: [
      "Billed Copilot Credits of the past 7 or 30 days, today included, cumulative or day by day; and four tables: by user, by agent, by billing policy, and by user and agent. Copilot Studio's own use has its reports under Power Platform.",
      "Sign-in names, display names and IDs of billing policies are concealed until a Global administrator has them shown under Settings. What stands for a name is the same in all tables.",
      "Somebody above 3,000 credits in 30 days raises an alert, from 2,000 on a milder one. The real card goes after seven days unless somebody new crosses the line; here it says who stands there now.",
    ],
    where: "Reports › Usage › Microsoft 365 Copilot › Credits (Message consumption until September 2025).",
    assumptions: ["report-names"],
    articles: ["creditsReport"],
  },
  "/reports/sessions": {
    text: [
      "Conversations with bots, imported as logs, and what they were counted as when they took place: billed sessions of Power Virtual Agents until the end of 2023, messages from 2024 on, Copilot Credits from September 2025 on. A conversation opens with its working: where it was cut into sessions, and why it was billed.",
      "Total sessions and billed sessions are two measures. A session begins with any message; a billed one begins with an authored topic, later also with a flow or a skill, and keeps its own time and turns. Billed sessions are never more.",
      "Flows that were made with the link in Power Virtual Agents don't count towards the Power Automate quota; flows that were made in Power Automate do.",
    ],
    where: "Power Virtual Agents › Analytics › Billing, one bot at a time, from 27 February 2020 on.",
    articles: ["billedSessions"],
  },
  "/reports/chargeback": {
    text: [
      "Who used what in a month, by department or group of the directory or by cost center of an imported list of people, in Copilot Credits and in money. The bill of each billing policy or plan is divided in proportion to the credits that it is for, so that the parts add up to it to the cent.",
      "Basis of the money: what Meterdesk settled, or what the imported bills of Azure state of the month. What a bill charges for a resource for which no credit was billed here is a line of its own, Not attributed.",
      "Capacity packs never stand in an Azure bill. They count at their list price, or at what you state that they cost; a pre-purchase plan counts at its price for each credit that it paid. Shared costs says how they are divided: by what each used of them, in proportion to all billed credits, evenly, to one, or not at all.",
      "Use of nobody, by flows and by external people, has a row of its own. Charged by group, the use of a person who is directly in several groups is divided evenly among them.",
    ],
    where: "Only in Meterdesk.",
  },
  "/reports/chargeback/statement": {
    text: [
      "What one department, cost center or group is charged for a month: its use by service, agent and feature, or by person, and its parts of shared costs with their working. The lines add up to its row in the chargeback, to the cent.",
      "The month, the basis of the money and the rule for shared costs are those of the chargeback from which you come. Export writes all lines into a CSV file; Printable page shows the statement as it is printed.",
      "Names of people are concealed as in all reports, until a Global administrator reveals them.",
    ],
    where: "Only in Meterdesk.",
  },
  "/reports/chargeback/print": {
    text: [
      "Statements as they are printed, each department, cost center or group on a page of its own. Print or save as PDF opens the dialog of your system, which can also write a PDF file.",
    ],
    where: "Only in Meterdesk.",
  },
  "/billing/buying-mix": {
    text: [
      "What would be cheapest to buy for the use of a month that was, were every month alike: Microsoft 365 Copilot licenses for the people whose use they include most of, capacity packs, a tier of the pre-purchase plan, and pay-as-you-go for the rest. Whole numbers of each are tried, and the cheapest is shown with its working.",
      "The runner-up is the cheapest mix that is made of something else. The swap says at which percentage of this use it costs no more than the first.",
      "Each department, cost center or group is priced as if it bought for itself. Packs and pre-purchase plans are the tenant's, so what is bought together costs no more. A person in several groups counts in each of them.",
      "A license that is kept costs nothing here, and what it includes counts nothing.",
    ],
    where: "Only in Meterdesk.",
  },
  "/settings/rate-comparison": {
    text: [
      "Time travel for rates: a month's own use, rated once more on two cards, whatever the time that each holds from. Each feature stands with both rates, what is charged on either card, and the difference; all of them together stand above.",
      "A draft is the second card with some rates of your own. It is kept in this page's address and nowhere else; nothing in the workbook is rated by it.",
      "A license includes what the card says that it includes: older cards included less. Money is what the charged credits would cost as pay-as-you-go.",
    ],
    articles: ["copilotCreditRates"],
  },
  "/reports/reconciliation": {
    text: [
      "Three statements of the same days side by side, per billing policy or billing plan: what an imported report counts, what Meterdesk settled, and what Azure's imported bill charges for. Two of them are compared, and the gap between them is split by cause; the causes add up to it exactly, and what nothing explains is told as Unknown.",
      "A file whose rows say their days counts for the days asked for. A report without dates counts for exactly the period that was stated when it was imported: choose that period to see it. Periods that overlap are never added.",
      "Reports and Azure name a policy or plan by its identity or its name. What the workbook does not have has a row of its own and is unattributed.",
    ],
    where: "Only in Meterdesk.",
    articles: ["creditsReport", "prePurchasePlan"],
  },
  "/reports/anomalies": {
    text: [
      "Days on which the tenant, an agent or a person used much more than before. Each is measured by its own past alone: by the median of the days before it, and by how far those usually lie from it. One wild day moves neither.",
      "Working days are measured by working days, week-ends by week-ends. With too little past nothing is said. Only what is above the usual is told; a quiet day is none.",
      "Such a day is marked in the charts of Usage, Copilot credits and Cost management, and told by the bell once it is over. A chart that is filtered, or as if today's set-up, has no marks.",
    ],
    where: "Only in Meterdesk. The numbers of the rule are assumptions and stand on the page.",
  },
  "/rehearsal/import": {
    text: [
      "Brings in a file, recognised by its columns: Meterdesk's usage CSV; the environment, agent, user and plan reports of the Power Platform admin center; Copilot credits and Cost management of the Microsoft 365 admin center; Viva Insights' consumption by person and week; cost details of Azure, also in the columns of FOCUS and packed by gzip; people with their departments; conversation logs of bots. You see what a file would do, and which rows can't be taken and why, before anything is added. Every import can be reverted.",
      "A file of another tenant names people, environments, agents, policies and plans that this workbook lacks. They are told, and people, environments and agents can be added first; what was added stays when the import is reverted.",
    ],
    articles: ["creditsReport"],
  },
  "/rehearsal/scenarios": {
    text: [
      "This workbook and what it was made from: its scenario and seed. Start over makes the same workbook again, with the same figures. Save a copy keeps the present one in another file.",
      "A branch goes on from an earlier moment with a set-up of its own and the same usage. Compare two branches to see what is set up differently, and who paid for the same use.",
    ],
  },
  "/rehearsal/months": {
    text: [
      "Each month's usage as it was settled: rows, Copilot Credits, and the money of pay-as-you-go. An open month shows what its settlement says now, so imports, restatements and overrides of rates change it.",
      "Close a month once it is over, in order. It goes on showing the same figures on every screen. What changes in it later, because a file came late or was taken back, stands as corrections in the first open month, line by line with the month that they correct.",
      "The run is a hash of everything that the figures were made from. Two workbooks with the same run had the same usage and the same set-up.",
    ],
  },
  "/rehearsal/happenings": {
    text: [
      "Every act with who did it, what followed by time alone, such as a disconnection that has reached everybody, and what followed from usage. Nothing is ever taken out of the list.",
    ],
  },
};

const NO_PAGE: HelpText = { text: ["There is no page at this address. Choose one on the left."] };

/** The help of the page at a path. */
export function helpOf(path: string): HelpText {
  return HELP[path] ?? HELP[path.replace(/^\/settings\/.+$/, "/settings/$key")] ?? NO_PAGE;
}
