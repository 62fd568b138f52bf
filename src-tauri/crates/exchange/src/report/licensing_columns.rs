//! The columns into which answers of the Licensing API are laid, and what they mean.
//!
//! The unit that an entry names is shown and not read: answers have named megabytes and messages for the same credits.

use super::columns::{Meaning, needed, perhaps, shown, stated};
use crate::columns::Column;

pub(crate) const ENTITLEMENTS: &[Column] = &[
    needed("entitlementId", &[], Meaning::Service),
    perhaps("environmentId", &[], Meaning::Environment),
    shown("entitlement.capacity.entitled.value", &[]),
    stated("entitlement.capacity.consumed.value", &[], Meaning::Prepaid),
    shown("entitlement.capacity.allocated.value", &[]),
    shown("entitlement.capacity.availableQuantity", &[]),
    shown("entitlement.capacity.status", &[]),
    perhaps("entitlement.payGo.consumed.value", &[], Meaning::PayAsYouGo),
];

pub(crate) const RESOURCES: &[Column] = &[
    needed("resourceId", &[], Meaning::Agent),
    stated("consumed", &[], Meaning::Billed),
    shown("unit", &[]),
    stated("environmentId", &[], Meaning::Environment),
    perhaps("userId", &[], Meaning::Person),
    perhaps("metadata.ProductName", &[], Meaning::Service),
    stated("metadata.FeatureName", &["metadata.Feature"], Meaning::Feature),
    shown("metadata.ResourceName", &[]),
    stated(
        "metadata.NonBillableQuantity",
        &["metadata.nonBillableConsumed"],
        Meaning::NotBilled,
    ),
    shown("metadata.ChannelId", &[]),
    shown("metadata.LLMModel", &[]),
    shown("metadata.ToolInvoked", &[]),
    shown("metadata.KnowledgeSources", &[]),
];

pub(crate) const USERS: &[Column] = &[
    needed("userId", &[], Meaning::Person),
    stated("consumed", &[], Meaning::Billed),
    shown("unit", &[]),
    shown("metadata.Resources", &[]),
    stated(
        "metadata.NonBillableQuantity",
        &["metadata.nonBillableConsumed"],
        Meaning::NotBilled,
    ),
];

pub(crate) const POLICIES: &[Column] = &[
    needed("id", &[], Meaning::Plan),
    shown("name", &[]),
    shown("status", &[]),
    shown("location", &[]),
    shown("billingInstrument.id", &[]),
    shown("billingInstrument.subscriptionId", &[]),
    shown("billingInstrument.resourceGroup", &[]),
];

pub(crate) const ALLOCATIONS: &[Column] = &[
    needed("environmentId", &[], Meaning::Environment),
    needed("currencyType", &[], Meaning::Service),
    shown("allocated", &[]),
    shown("enforcementRules", &[]),
];
