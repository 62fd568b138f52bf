//! Ten rows of the demo, one for each kind of outcome, as receipts that are read aloud.

use serde_json::json;

use crate::planned::demo_bytes;
use crate::receipts::of_row;
use crate::support::Book;

/// What kind of row it is, its event id, and its receipt: a line a sentence, its source behind it.
const TEN: [(&str, &str, &str); 10] = [
    (
        "paid by a policy, another passes",
        "demo-0-089409",
        r#"Keiko Lehtinen used SharePoint agents, agent "Service Manuals", on 17 November 2026, 09:56 UTC: 1 × SharePoint agent interaction.
What it is worth:
1 × SharePoint agent interaction at 12 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 12 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
It is charged: the person held no Microsoft 365 Copilot license at that time. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Who was asked to pay:
The billing policy "Service knowledge", connected to SharePoint agents since 14 September 2026, 09:20 UTC, covers the group "Service knowledge readers", which the person was in at that time: it can be charged. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
The billing policy "Bids and proposals" passes: it covers the group "Bid and proposal team", which the person was not in at that time. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
No Copilot credit policy covers the person, nor a billing policy that available credits are applied to: prepaid capacity does not pay. [Microsoft, Use Copilot Studio capacity packs for Microsoft 365 Copilot Chat (2026-09-25)]
The capacity allocated to "Microsoft 365 Copilot Chat" had 0 Copilot Credits left, so it passed. [Microsoft, Manage Copilot Credits and capacity (2026-09-18)]
The tenant's pool of unallocated capacity had 0 Copilot Credits left, so it passed. [Microsoft, Manage Copilot Credits and capacity (2026-09-18)]
Pay-as-you-go under the billing policy "Service knowledge" took 12 Copilot Credits. [Microsoft, Manage Copilot Credits and capacity (2026-09-18)]
What came of it:
Paid by pay-as-you-go under the billing policy "Service knowledge", which has no ceiling: 12 Copilot Credits at $0.01 a credit is $0.12, charged to the Azure subscription "Shared Services", resource group "rg-copilot-billing". [Microsoft, Meters for Microsoft 365 Copilot pay-as-you-go (2025-06-16)]
12 Copilot Credits paid by Service knowledge (pay-as-you-go), $0.12."#,
    ),
    (
        "in a test pane",
        "demo-0-088962",
        r#"Efua Schreiber used Microsoft 365 Copilot Chat, agent "Onboarding Companion", in the environment "Microsoft 365 Copilot Chat", on 17 November 2026, 08:05 UTC: 3 × Tenant graph grounding, in a test pane.
What it is worth:
3 × Tenant graph grounding at 10 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 30 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
It ran in a test pane, which is not charged. [Microsoft, AI Builder: licensing and Copilot Credits (2025-11-01)]
Who was asked to pay:
Nobody had to be asked. [This workbook: set-up and directory at the time of use]
What came of it:
Not charged: nobody pays 30 Copilot Credits. [This workbook: set-up and directory at the time of use]
Not charged: Test use, 30 Copilot Credits."#,
    ),
    (
        "of a feature that no rate card knows",
        "demo-0-086617",
        r#"Somebody who is not named used Copilot Studio, agent "Ledger Reconciler", in the environment "Back Office Automation", on 15 November 2026, 18:31 UTC: 20 × Process Agent, started by the agent itself and without the person's own sign-in.
What it is worth:
20 of "Process Agent": no rate card gives it a rate at that time, so it is worth nothing. [This workbook: set-up and directory at the time of use]
Whether it is charged:
"Process Agent" is on no rate card that Meterdesk knows: it stays visible, with no credits. [This workbook: set-up and directory at the time of use]
Who was asked to pay:
Nobody had to be asked. [This workbook: set-up and directory at the time of use]
What came of it:
Not charged: it is worth nothing. [This workbook: set-up and directory at the time of use]
Not charged: Unknown feature, 0 Copilot Credits."#,
    ),
    (
        "a prompt that no policy covers",
        "demo-0-085429",
        r#"Yasmin Chikwanha used SharePoint agents, agent "Brand Assets", on 13 November 2026, 12:29 UTC: 1 × SharePoint agent interaction.
What it is worth:
1 × SharePoint agent interaction at 12 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 12 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
Somebody would have to pay: the person held no Microsoft 365 Copilot license at that time. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Who was asked to pay:
The billing policy "Service knowledge" passes: it covers the group "Service knowledge readers", which the person was not in at that time. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
The billing policy "Bids and proposals" passes: it covers the group "Bid and proposal team", which the person was not in at that time. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
No Copilot credit policy covers the person, nor a billing policy that available credits are applied to: prepaid capacity does not pay. [Microsoft, Use Copilot Studio capacity packs for Microsoft 365 Copilot Chat (2026-09-25)]
What came of it:
No billing policy connected to SharePoint agents covers the person at that time, so the use is refused. [Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)]
Blocked: nobody pays 12 Copilot Credits. The use did happen all the same, so the real set-up differs from this one. [This workbook: set-up and directory at the time of use]
Blocked: not covered by a connected policy, 12 Copilot Credits."#,
    ),
    (
        "included in a license",
        "demo-0-089324",
        r#"Daniyar Zeman used Microsoft 365 Copilot Retrieval API, agent "Engineering Search", on 17 November 2026, 09:35 UTC: 2 × Retrieval API call.
What it is worth:
2 × Retrieval API call at 10 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 20 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
It is not charged: the person holds a Microsoft 365 Copilot license, the agent serves employees, and the person asked under their own sign-in. The license includes that. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Who was asked to pay:
Nobody had to be asked. [This workbook: set-up and directory at the time of use]
What came of it:
Included: the license covers 20 Copilot Credits, and nobody is charged. [This workbook: set-up and directory at the time of use]
Included with Microsoft 365 Copilot, 20 Copilot Credits."#,
    ),
    (
        "paid by a pre-purchase plan",
        "demo-0-20261118-0590",
        r#"Astrid Navarro asked for Copilot Studio, agent "Packaging Prototype", in the environment "Agent Sandbox", on 18 November 2026, 09:48 UTC: 3 × Generative answer.
What it is worth:
3 × Generative answer at 2 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 6 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
It is charged: the person held no Microsoft 365 Copilot license at that time. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Who was asked to pay:
Billing policies of the Microsoft 365 admin center don't pay for Copilot Studio. [This workbook: set-up and directory at the time of use]
The environment has no capacity of its own. [This workbook: set-up and directory at the time of use]
The environment may not draw from the available capacity in the tenant. [Microsoft, Manage Copilot Credits and capacity (2026-09-18)]
The pre-purchase plan whose scope holds the billing plan "Sandbox agents" had 297501 Copilot Credits left and paid 6. [Microsoft, Copilot Credit Pre-Purchase Plan (2026-07-17)]
What came of it:
Paid in advance: The Copilot Credit Pre-Purchase Plan, tier 1, whose scope holds where the billing plan "Sandbox agents" is billed, covers 6 Copilot Credits, and no money is charged for them. [This workbook: set-up and directory at the time of use]
6 Copilot Credits paid by Copilot Credit Pre-Purchase Plan, tier 1, for Sandbox agents."#,
    ),
    (
        "paid by the tenant pool",
        "demo-0-20261118-0378",
        r#"Imani Nakamura asked for Copilot Studio, in the environment "Pellowin Instruments (default)", on 18 November 2026, 09:06 UTC: 4 × Generative answer.
What it is worth:
4 × Generative answer at 2 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 8 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
It is charged: the person held no Microsoft 365 Copilot license at that time. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Who was asked to pay:
Billing policies of the Microsoft 365 admin center don't pay for Copilot Studio. [This workbook: set-up and directory at the time of use]
The environment has no capacity of its own. [This workbook: set-up and directory at the time of use]
The tenant's pool of unallocated capacity had 37197 Copilot Credits left and paid 8. [Microsoft, Manage Copilot Credits and capacity (2026-09-18)]
The environment is linked to no billing plan. [This workbook: set-up and directory at the time of use]
What came of it:
Paid in advance: Prepaid capacity of the tenant that is allocated to no environment covers 8 Copilot Credits, and no money is charged for them. [This workbook: set-up and directory at the time of use]
8 Copilot Credits paid by Prepaid, tenant pool."#,
    ),
    (
        "divided between allocation and over capacity",
        "demo-0-088118",
        r#"Somebody who is not named used Copilot Studio, agent "Order Status", in the environment "Customer Care Production", on 16 November 2026, 14:07 UTC: 20 × Generative answer, serving people outside and without the person's own sign-in.
What it is worth:
20 × Generative answer at 2 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 40 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
It is charged: the agent served people outside, and a license includes employee-facing use only. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Who was asked to pay:
Billing policies of the Microsoft 365 admin center don't pay for Copilot Studio. [This workbook: set-up and directory at the time of use]
The capacity allocated to "Customer Care Production" had 17 Copilot Credits left and paid 17. [Microsoft, Manage Copilot Credits and capacity (2026-09-18)]
The environment may not draw from the available capacity in the tenant. [Microsoft, Manage Copilot Credits and capacity (2026-09-18)]
The environment is linked to no billing plan. [This workbook: set-up and directory at the time of use]
Prepaid, over capacity: use between full capacity and enforcement took 23 Copilot Credits. [Microsoft, Manage Copilot Credits and capacity (2026-09-18)]
What came of it:
Paid in advance: Prepaid capacity allocated to the environment "Customer Care Production" covers 17 Copilot Credits, and no money is charged for them. [This workbook: set-up and directory at the time of use]
Used over prepaid capacity: 23 Copilot Credits. Nobody is charged for use between 100 % and the point at which it stops. [Meterdesk's assumption: no charge for it is documented]
17 Copilot Credits paid by Prepaid, allocated to Customer Care Production; 23 Copilot Credits paid by Prepaid, over capacity."#,
    ),
    (
        "divided between allocation and pay-as-you-go",
        "demo-0-086306",
        r#"Somebody who is not named used Copilot Studio, agent "Invoice Matching", in the environment "Back Office Automation", on 13 November 2026, 22:48 UTC: 1,220 × Agent flow actions, started by a schedule and without the person's own sign-in.
What it is worth:
1220 × Agent flow actions at 0.13 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 158.6 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
It is charged: nobody asked, the agent started by itself, and a license includes only what its holder asks for. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Who was asked to pay:
Billing policies of the Microsoft 365 admin center don't pay for Copilot Studio. [This workbook: set-up and directory at the time of use]
The capacity allocated to "Back Office Automation" had 10 Copilot Credits left and paid 10. [Microsoft, Manage Copilot Credits and capacity (2026-09-18)]
The environment may not draw from the available capacity in the tenant. [Microsoft, Manage Copilot Credits and capacity (2026-09-18)]
Pay-as-you-go under the billing plan "Back office agents" took 148.6 Copilot Credits. [Microsoft, Manage Copilot Credits and capacity (2026-09-18)]
What came of it:
Paid in advance: Prepaid capacity allocated to the environment "Back Office Automation" covers 10 Copilot Credits, and no money is charged for them. [This workbook: set-up and directory at the time of use]
Paid by pay-as-you-go under the billing plan "Back office agents", which has no ceiling: 148.6 Copilot Credits at $0.01 a credit is $1.486, charged to the Azure subscription "Plant Operations", resource group "rg-telemetry". [Microsoft, Meters for Microsoft 365 Copilot pay-as-you-go (2025-06-16)]
10 Copilot Credits paid by Prepaid, allocated to Back Office Automation; 148.6 Copilot Credits paid by Back office agents (pay-as-you-go), $1.486."#,
    ),
    (
        "blocked as prepaid capacity is used up",
        "demo-0-088870",
        r#"Somebody who is not named used Copilot Studio, agent "Data Entry Agent", in the environment "Customer Care Production", on 17 November 2026, 04:56 UTC: 10 × Text and generative AI tools (basic), started by the agent itself and without the person's own sign-in.
What it is worth:
10 × Text and generative AI tools (basic) at 0.1 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: 1 Copilot Credit. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Whether it is charged:
Somebody would have to pay: nobody asked, the agent started by itself, and a license includes only what its holder asks for. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]
Who was asked to pay:
Billing policies of the Microsoft 365 admin center don't pay for Copilot Studio. [This workbook: set-up and directory at the time of use]
The environment may not draw from the available capacity in the tenant. [Microsoft, Manage Copilot Credits and capacity (2026-09-18)]
The environment is linked to no billing plan. [This workbook: set-up and directory at the time of use]
What came of it:
Prepaid capacity is used up and nothing further may pay: agent flows and Dynamics 365 agents stop at 100%. [Microsoft, Manage Copilot Credits and capacity (2026-09-18)]
Blocked: nobody pays 1 Copilot Credit. The use did happen all the same, so the real set-up differs from this one. [This workbook: set-up and directory at the time of use]
Blocked: prepaid capacity used up, 1 Copilot Credit."#,
    ),
];

#[tokio::test]
async fn ten_receipts_of_the_demo_read_as_an_auditor_wants_them() {
    let book = Book::of_bytes(demo_bytes().await).await;
    book.call("clock_advance", json!({ "by": "P1D" })).await;
    for (kind, event_id, expected) in TEN {
        let told = of_row(&book, event_id).await.join("\n");
        assert_eq!(told, expected, "{kind}");
    }
}
