//! What can be bought and what is owned, and credits for Copilot Chat.

use super::PurchaseFamilyKey;

words! {
    /// Through which channel capacity packs were bought.
    pub enum PurchaseChannelKey {
        /// The Microsoft 365 admin center.
        AdminCenter,
        /// Partner Center, by a partner.
        PartnerCenter,
    }

    /// What kind of product is owned.
    pub enum ProductKind {
        /// Copilot Credit capacity packs.
        CapacityPacks,
        /// Licences that include credits.
        IncludedCredits,
        /// A pre-purchase plan.
        PrePurchasePlan,
        /// Licences.
        Licences,
    }
}

wire! {
    /// Asks what can be bought at the simulated time.
    pub struct PurchaseOfferGet {}

    /// What can be bought at the simulated time.
    pub struct PurchaseOffers {
        /// Copilot Credits a month of a capacity pack; absent while none is on sale.
        pub pack_credits: Option<String>,
        /// Its list price a month in USD.
        pub pack_usd: Option<String>,
        /// Document that states it.
        pub pack_source: Option<String>,
        /// Licences that include credits.
        pub licences: Vec<String>,
        /// Copilot Credits a month that each of them includes.
        pub licence_credits: Option<String>,
        /// Tiers of pre-purchase plans.
        pub tiers: Vec<PrepurchaseTier>,
        /// Whether everybody can buy packs by self-service.
        pub self_service: bool,
        /// The simulated time of these offers (RFC 3339).
        pub as_of: String,
    }

    /// A tier of a pre-purchase plan.
    pub struct PrepurchaseTier {
        /// Which family.
        pub family: PurchaseFamilyKey,
        /// The family's name.
        pub name: String,
        /// Number of the tier.
        pub tier: u8,
        /// Copilot Credits that it pays for within its term.
        pub credits: String,
        /// Price of the term in USD.
        pub usd: String,
        /// What the price lies below retail, in per cent.
        pub discount_percent: String,
        /// Term in months.
        pub months: u32,
        /// How sure the price is.
        pub certainty: String,
    }

    /// Asks for the products that are owned.
    pub struct ProductList {
        /// Part of a name.
        #[serde(default)]
        pub search: Option<String>,
        /// The order of the rows; the list's own where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// The products that are owned.
    pub struct ProductListed {
        /// The rows.
        pub rows: Vec<ProductRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// A product that is owned.
    pub struct ProductRow {
        /// Its id: a pre-purchase plan's, or the kind.
        pub id: String,
        /// What it is.
        pub kind: ProductKind,
        /// Name.
        pub name: String,
        /// How many.
        pub quantity: u32,
        /// How many are assigned to people; absent where nobody is assigned any.
        pub assigned: Option<u32>,
        /// How many are free; absent where nobody is assigned any.
        pub available: Option<u32>,
        /// When they renew themselves next (RFC 3339); absent where they don't.
        pub renews_at: Option<String>,
        /// Which product, where licences are owned.
        pub product: Option<super::LicenceProduct>,
        /// Copilot Credits of all of them together: a month, or a term of a pre-purchase plan; absent where they bring none.
        pub credits: Option<String>,
        /// What the credits are for: a month, or a term in months.
        pub credits_per: String,
        /// List price of all of them together for the same time, in USD; absent where none is known.
        pub usd: Option<String>,
        /// Through which channel, as the screen says it; empty where that doesn't apply.
        pub channel: String,
        /// Since when the first is owned (RFC 3339); absent where that isn't kept.
        pub since: Option<String>,
    }

    /// Removes capacity packs, down to what is allocated.
    pub struct CapacityReturn {
        /// How many.
        pub packs: u32,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Asks what of available credits is applied to Copilot Chat.
    pub struct ChatCreditsGet {}

    /// What of available credits is applied to Copilot Chat.
    pub struct ChatCreditsView {
        /// Whether the tenant owns credits: without any there is nothing to apply.
        pub owned: bool,
        /// *Apply available Microsoft Copilot Studio credit capacity to Microsoft 365 Copilot Chat*.
        pub applied: bool,
        /// Why the acting person can't change it or a Copilot credit policy; absent where they can.
        pub missing: Option<String>,
        /// Most Copilot credit policies of a tenant.
        pub most_policies: u32,
    }

    /// Ticks or clears that box.
    pub struct ChatCreditsApply {
        /// Whether it is ticked.
        pub applied: bool,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// The box after the change.
    pub struct ChatCreditsApplied {
        /// What holds now.
        pub credits: ChatCreditsView,
        /// What follows from the change, in sentences.
        pub effects: Vec<String>,
    }
}
