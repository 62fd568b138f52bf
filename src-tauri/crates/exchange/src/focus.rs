//! Writes charges in the columns of the FOCUS specification, version 1.2.
//!
//! Source: FinOps Open Cost and Usage Specification 1.2 (May 2025), dataset *Cost and Usage*; names of provider, service and category as
//! in Azure's exports of such charges. Which column is null when, stands with each; no charge is computed here.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

/// The columns, in the order of the specification. Those of availability zones and capacity reservations are there and always null.
pub const FOCUS_COLUMNS: [&str; 57] = [
    "AvailabilityZone",
    "BilledCost",
    "BillingAccountId",
    "BillingAccountName",
    "BillingAccountType",
    "BillingCurrency",
    "BillingPeriodEnd",
    "BillingPeriodStart",
    "CapacityReservationId",
    "CapacityReservationStatus",
    "ChargeCategory",
    "ChargeClass",
    "ChargeDescription",
    "ChargeFrequency",
    "ChargePeriodEnd",
    "ChargePeriodStart",
    "CommitmentDiscountCategory",
    "CommitmentDiscountId",
    "CommitmentDiscountName",
    "CommitmentDiscountQuantity",
    "CommitmentDiscountStatus",
    "CommitmentDiscountType",
    "CommitmentDiscountUnit",
    "ConsumedQuantity",
    "ConsumedUnit",
    "ContractedCost",
    "ContractedUnitPrice",
    "EffectiveCost",
    "InvoiceId",
    "InvoiceIssuerName",
    "ListCost",
    "ListUnitPrice",
    "PricingCategory",
    "PricingCurrency",
    "PricingCurrencyContractedUnitPrice",
    "PricingCurrencyEffectiveCost",
    "PricingCurrencyListUnitPrice",
    "PricingQuantity",
    "PricingUnit",
    "ProviderName",
    "PublisherName",
    "RegionId",
    "RegionName",
    "ResourceId",
    "ResourceName",
    "ResourceType",
    "ServiceCategory",
    "ServiceName",
    "ServiceSubcategory",
    "SkuId",
    "SkuMeter",
    "SkuPriceDetails",
    "SkuPriceId",
    "SubAccountId",
    "SubAccountName",
    "SubAccountType",
    "Tags",
];

const CURRENCY: &str = "USD";
const MICROSOFT: &str = "Microsoft";
const UNIT: &str = "Copilot Credits";

/// A pre-purchase plan, as a commitment discount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FocusCommitment {
    /// Its identity.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
}

/// What is charged for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FocusKind {
    /// Credits of a day; under a commitment, its part of what that cost.
    Usage {
        /// Copilot Credits.
        credits: Decimal,
        /// The plan that paid and what the credits cost of it; `None` for pay-as-you-go.
        commitment: Option<(FocusCommitment, Decimal)>,
    },
    /// A commitment that is bought.
    Purchase {
        /// What.
        commitment: FocusCommitment,
        /// What it pays for, at list price.
        worth: Decimal,
    },
}

/// An Azure subscription, or nothing of the kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FocusAccount {
    /// Its identity.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A charge of a day and a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FocusCharge {
    /// The day, in UTC.
    pub day: NaiveDate,
    /// First day of its month, and of the next.
    pub month: (NaiveDate, NaiveDate),
    /// Who is billed.
    pub billing_account: FocusAccount,
    /// The subscription; `None` where the charge is of none.
    pub subscription: Option<FocusAccount>,
    /// The region's name; empty where there is none.
    pub region: String,
    /// The resource's identity and its name.
    pub resource: (String, String),
    /// Its type in Azure.
    pub resource_type: &'static str,
    /// The meter.
    pub meter: String,
    /// The tag; empty for none.
    pub tag: String,
    /// List price of a unit.
    pub unit_price: Decimal,
    /// What it is.
    pub kind: FocusKind,
}

/// What differs between usage and a purchase.
struct Figures<'a> {
    category: &'static str,
    frequency: &'static str,
    description: String,
    pricing: &'static str,
    quantity: Decimal,
    unit: &'static str,
    list: Decimal,
    billed: Decimal,
    effective: Decimal,
    commitment: Option<&'a FocusCommitment>,
    committed: Option<Decimal>,
    consumed: bool,
}

impl FocusCharge {
    /// Its billed cost.
    #[must_use]
    pub fn billed(&self) -> Decimal {
        self.figures().billed
    }

    fn figures(&self) -> Figures<'_> {
        match &self.kind {
            FocusKind::Usage { credits, commitment } => {
                let list = *credits * self.unit_price;
                let paid = commitment.as_ref();
                Figures {
                    category: "Usage",
                    frequency: "Usage-Based",
                    description: self.meter.clone(),
                    pricing: if paid.is_some() { "Committed" } else { "Standard" },
                    quantity: *credits,
                    unit: UNIT,
                    list,
                    // A commitment was billed when it was bought.
                    billed: if paid.is_some() { Decimal::ZERO } else { list },
                    effective: paid.map_or(list, |(_, cost)| *cost),
                    commitment: paid.map(|(commitment, _)| commitment),
                    committed: paid.map(|_| list),
                    consumed: true,
                }
            }
            FocusKind::Purchase { commitment, worth } => Figures {
                category: "Purchase",
                frequency: "One-Time",
                description: commitment.name.clone(),
                pricing: "Standard",
                quantity: Decimal::ONE,
                unit: "Plans",
                list: self.unit_price,
                billed: self.unit_price,
                // Its cost is that of the usage that it pays for.
                effective: Decimal::ZERO,
                commitment: Some(commitment),
                committed: Some(*worth),
                consumed: false,
            },
        }
    }

    /// Its cells, in the order of [`FOCUS_COLUMNS`]; null is an empty cell.
    #[must_use]
    pub fn cells(&self) -> Vec<String> {
        let of = self.figures();
        let price = decimal(self.unit_price);
        let commitment = |text: fn(&FocusCommitment) -> &String| of.commitment.map(text).cloned().unwrap_or_default();
        let if_committed = |text: &str| of.commitment.map(|_| text.to_owned()).unwrap_or_default();
        let account =
            |text: fn(&FocusAccount) -> &String| self.subscription.as_ref().map(text).cloned().unwrap_or_default();
        let null = String::new;
        let text = str::to_owned;
        let next = self.day.checked_add_days(Days::new(1)).unwrap_or(self.day);
        vec![
            null(),
            decimal(of.billed),
            self.billing_account.id.clone(),
            self.billing_account.name.clone(),
            text("Billing Profile"),
            text(CURRENCY),
            instant(self.month.1),
            instant(self.month.0),
            null(),
            null(),
            text(of.category),
            // Only a correction of an invoiced period has a class.
            null(),
            of.description.clone(),
            text(of.frequency),
            instant(next),
            instant(self.day),
            if_committed("Spend"),
            commitment(|known| &known.id),
            commitment(|known| &known.name),
            of.committed.map(decimal).unwrap_or_default(),
            // Only usage has a status.
            if of.consumed { if_committed("Used") } else { null() },
            commitment(|known| &known.kind),
            if_committed(CURRENCY),
            if of.consumed { decimal(of.quantity) } else { null() },
            if of.consumed { text(of.unit) } else { null() },
            decimal(of.list),
            price.clone(),
            decimal(of.effective),
            // No invoice is issued here.
            null(),
            text(MICROSOFT),
            decimal(of.list),
            price.clone(),
            text(of.pricing),
            text(CURRENCY),
            price.clone(),
            decimal(of.effective),
            price,
            decimal(of.quantity),
            text(of.unit),
            text(MICROSOFT),
            text(MICROSOFT),
            self.region.to_lowercase().replace(' ', ""),
            self.region.clone(),
            self.resource.0.clone(),
            self.resource.1.clone(),
            text(self.resource_type),
            text("Business Applications"),
            text("Power Platforms"),
            text("Productivity and Collaboration"),
            of.description.clone(),
            of.description.clone(),
            text("{}"),
            format!("{}/{}", of.description, of.pricing),
            account(|known| &known.id),
            account(|known| &known.name),
            self.subscription
                .as_ref()
                .map(|_| text("Subscription"))
                .unwrap_or_default(),
            if self.tag.is_empty() {
                text("{}")
            } else {
                format!("{{\"{}\":\"\"}}", self.tag)
            },
        ]
    }
}

fn decimal(amount: Decimal) -> String {
    amount.normalize().to_string()
}

fn instant(day: NaiveDate) -> String {
    format!("{day}T00:00:00Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn charge(kind: FocusKind) -> FocusCharge {
        let day = |text: &str| text.parse().expect("a day");
        FocusCharge {
            day: day("2026-10-31"),
            month: (day("2026-10-01"), day("2026-11-01")),
            billing_account: FocusAccount {
                id: "b".to_owned(),
                name: "North".to_owned(),
            },
            subscription: Some(FocusAccount {
                id: "s".to_owned(),
                name: "Sub".to_owned(),
            }),
            region: "West Europe".to_owned(),
            resource: ("/subscriptions/s/x".to_owned(), "x".to_owned()),
            resource_type: "Microsoft.PowerPlatform/accounts",
            meter: "Pay as you go Copilot Credit".to_owned(),
            tag: "m365copilotchat".to_owned(),
            unit_price: Decimal::new(1, 2),
            kind,
        }
    }

    fn commitment() -> FocusCommitment {
        FocusCommitment {
            id: "p".to_owned(),
            name: "Plan, tier 1".to_owned(),
            kind: "Pre-Purchase Plan".to_owned(),
        }
    }

    fn cell(charge: &FocusCharge, column: &str) -> String {
        let place = FOCUS_COLUMNS.iter().position(|name| *name == column).expect("a column");
        charge.cells()[place].clone()
    }

    /// Columns that the specification lets be null, and when they are here.
    const NULLABLE: [&str; 19] = [
        "AvailabilityZone",
        "CapacityReservationId",
        "CapacityReservationStatus",
        "ChargeClass",
        "CommitmentDiscountCategory",
        "CommitmentDiscountId",
        "CommitmentDiscountName",
        "CommitmentDiscountQuantity",
        "CommitmentDiscountStatus",
        "CommitmentDiscountType",
        "CommitmentDiscountUnit",
        "ConsumedQuantity",
        "ConsumedUnit",
        "InvoiceId",
        "RegionId",
        "RegionName",
        "SubAccountId",
        "SubAccountName",
        "SubAccountType",
    ];

    /// What no charge here ever has.
    const NEVER: [&str; 5] = [
        "AvailabilityZone",
        "CapacityReservationId",
        "CapacityReservationStatus",
        "ChargeClass",
        "InvoiceId",
    ];

    fn nulls(charge: &FocusCharge) -> Vec<&'static str> {
        let cells = charge.cells();
        assert_eq!(cells.len(), FOCUS_COLUMNS.len());
        let nulls: Vec<_> = FOCUS_COLUMNS
            .into_iter()
            .zip(&cells)
            .filter(|(_, cell)| cell.is_empty())
            .collect();
        let nulls: Vec<_> = nulls.into_iter().map(|(name, _)| name).collect();
        assert!(nulls.iter().all(|name| NULLABLE.contains(name)), "{nulls:?}");
        nulls
    }

    #[test]
    fn the_columns_are_those_of_the_specification_in_its_order() {
        let mut sorted = FOCUS_COLUMNS.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted, FOCUS_COLUMNS, "in alphabetical order, none twice");
    }

    #[test]
    fn usage_as_it_goes_has_no_commitment_and_costs_its_list_price() {
        let usage = charge(FocusKind::Usage {
            credits: Decimal::new(1234, 1),
            commitment: None,
        });
        assert_eq!(
            nulls(&usage),
            [
                "AvailabilityZone",
                "CapacityReservationId",
                "CapacityReservationStatus",
                "ChargeClass",
                "CommitmentDiscountCategory",
                "CommitmentDiscountId",
                "CommitmentDiscountName",
                "CommitmentDiscountQuantity",
                "CommitmentDiscountStatus",
                "CommitmentDiscountType",
                "CommitmentDiscountUnit",
                "InvoiceId",
            ]
        );
        for column in ["BilledCost", "EffectiveCost", "ListCost", "ContractedCost"] {
            assert_eq!(cell(&usage, column), "1.234", "{column}");
        }
        assert_eq!(cell(&usage, "ChargePeriodStart"), "2026-10-31T00:00:00Z");
        assert_eq!(cell(&usage, "ChargePeriodEnd"), "2026-11-01T00:00:00Z");
        assert_eq!(cell(&usage, "BillingPeriodEnd"), "2026-11-01T00:00:00Z");
        assert_eq!(cell(&usage, "RegionId"), "westeurope");
        assert_eq!(cell(&usage, "Tags"), "{\"m365copilotchat\":\"\"}");
    }

    #[test]
    fn usage_under_a_commitment_is_billed_nothing_and_costs_its_part_of_it() {
        let usage = charge(FocusKind::Usage {
            credits: Decimal::from(1_000),
            commitment: Some((commitment(), Decimal::new(95, 1))),
        });
        assert_eq!(nulls(&usage), NEVER);
        let cells = [
            "BilledCost",
            "EffectiveCost",
            "ListCost",
            "PricingCategory",
            "CommitmentDiscountStatus",
        ];
        let cells = cells.map(|column| cell(&usage, column));
        assert_eq!(cells, ["0", "9.5", "10", "Committed", "Used"]);
    }

    #[test]
    fn a_purchase_is_billed_at_once_and_consumes_nothing() {
        let mut bought = charge(FocusKind::Purchase {
            commitment: commitment(),
            worth: Decimal::from(3_000),
        });
        bought.unit_price = Decimal::from(2_850);
        bought.subscription = None;
        bought.region = String::new();
        assert_eq!(
            nulls(&bought),
            [
                "AvailabilityZone",
                "CapacityReservationId",
                "CapacityReservationStatus",
                "ChargeClass",
                "CommitmentDiscountStatus",
                "ConsumedQuantity",
                "ConsumedUnit",
                "InvoiceId",
                "RegionId",
                "RegionName",
                "SubAccountId",
                "SubAccountName",
                "SubAccountType",
            ]
        );
        let cells = [
            "BilledCost",
            "EffectiveCost",
            "PricingQuantity",
            "CommitmentDiscountQuantity",
        ];
        assert_eq!(cells.map(|column| cell(&bought, column)), ["2850", "0", "1", "3000"]);
    }
}
