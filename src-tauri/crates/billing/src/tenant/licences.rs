//! What somebody asks about licences, and why it is refused: buying, removing, assigning to people and to groups.
//!
//! The decisions are in `decide`; what acts made of the tenant's licences is in [`crate::licences`]. Who holds what, the
//! directory knows and hands over with the wish.

use crate::articles::ArticleKey;
use crate::directory::Product;
use crate::ids::PersonId;
use crate::tenant::groups::GroupTarget;

/// What the directory knows of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The product.
    pub product: Product,
    /// Licences that the directory brought.
    pub brought: u32,
    /// Licences that people take now.
    pub assigned: u32,
}

/// So many licences of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LicenceLine {
    /// The product.
    pub product: Product,
    /// How many.
    pub licences: u32,
}

/// What the directory knows of a person who is to be assigned licences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonStanding {
    /// Identity.
    pub id: PersonId,
    /// Name as shown.
    pub name: String,
    /// Two-letter country of use; empty where none is set.
    pub location: String,
    /// Whether the person is a guest.
    pub guest: bool,
    /// Products assigned to the person.
    pub direct: Vec<Product>,
    /// Products inherited from groups, with the group's name.
    pub inherited: Vec<(Product, String)>,
}

impl PersonStanding {
    /// Whether the person has any path to the product.
    #[must_use]
    pub fn holds(&self, product: Product) -> bool {
        self.direct.contains(&product) || self.inherited.iter().any(|(held, _)| *held == product)
    }
}

/// A change of products.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LicenceWish {
    /// Products to assign.
    pub add: Vec<Product>,
    /// Products to take away.
    pub remove: Vec<Product>,
}

/// What somebody asks about licences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LicenceCommand {
    /// Buy licences, all in one go.
    Buy(Vec<LicenceLine>),
    /// Remove licences of a product.
    Remove {
        /// What and how many.
        line: LicenceLine,
        /// What the directory knows of the product.
        standing: Standing,
        /// The product's revision when it was shown.
        revision: Option<u64>,
    },
    /// Change direct licences and the usage location of people.
    SetPeople {
        /// The people.
        people: Vec<PersonStanding>,
        /// What is to change.
        wish: LicenceWish,
        /// Their new usage location; `None` leaves it.
        location: Option<String>,
        /// What the directory knows of the products to assign.
        standings: Vec<Standing>,
    },
    /// Change what a group gives its direct members.
    SetGroup {
        /// The group.
        target: GroupTarget,
        /// What is to change.
        wish: LicenceWish,
        /// What the directory knows of the products to assign.
        standings: Vec<Standing>,
    },
    /// Try a group's licences again.
    Reprocess(GroupTarget),
}

/// Why something is refused about licences.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LicenceRefusal {
    /// The acting person can't buy.
    #[error("{0} can't buy or remove licenses: the role Global administrator or Billing administrator is needed")]
    MayNotBuy(String),
    /// The acting person can't assign.
    #[error(
        "{0} can't assign licenses: the role Global administrator, License administrator or User administrator is needed"
    )]
    MayNotAssign(String),
    /// Nothing was chosen.
    #[error("Choose at least one product")]
    NothingChosen,
    /// A product stands twice.
    #[error("{0} stands twice; name each product once")]
    Twice(&'static str),
    /// The number is out of range.
    #[error("{product}: buy 1 to {most} licenses")]
    Amount {
        /// The product.
        product: &'static str,
        /// The most.
        most: u32,
    },
    /// The product isn't sold at the simulated time.
    #[error("{product} {when}{instead}")]
    NotSold {
        /// The product.
        product: &'static str,
        /// Since when it is not sold, or when its sale begins.
        when: String,
        /// What is sold instead, as a sentence.
        instead: String,
    },
    /// A product is signed up for, not bought.
    #[error("{0} is not bought: a person signs up for it")]
    SignedUpFor(&'static str),
    /// Another product has to be owned.
    #[error("{product} needs {needed}; buy both in one go, or {needed} first")]
    NeedsOwned {
        /// The product.
        product: &'static str,
        /// What it needs.
        needed: &'static str,
    },
    /// A product that is owned rests on this one.
    #[error("{product} can't be removed while the tenant owns {dependent}, which needs it")]
    Needed {
        /// The product.
        product: &'static str,
        /// What needs it.
        dependent: &'static str,
    },
    /// Less than is assigned would be left.
    #[error(
        "{left} licenses of {product} would be left, and {assigned} are assigned; take back {} first",
        *assigned - *left
    )]
    BelowAssigned {
        /// The product.
        product: &'static str,
        /// What would be left.
        left: u32,
        /// What is assigned.
        assigned: u32,
    },
    /// More would be removed than is owned.
    #[error("{}", if *owned == 0 { format!("The tenant owns no licenses of {product}") } else { format!("{product}: remove 1 to {owned} licenses") })]
    NotOwned {
        /// The product.
        product: &'static str,
        /// What is owned.
        owned: u32,
    },
    /// The product is for the whole tenant.
    #[error("{0} is for the whole tenant; nobody is assigned it")]
    NotAssignable(&'static str),
    /// No person was named.
    #[error("Choose at least one person")]
    NobodyChosen,
    /// So many people at once are too many.
    #[error("Choose at most {0} people at once")]
    TooManyPeople(usize),
    /// A guest is assigned nothing.
    #[error("{0} is a guest of this tenant, and is assigned no licenses here")]
    Guest(String),
    /// The usage location is none.
    #[error("\"{0}\" is no usage location; write the two letters of a country or region, such as DE")]
    LocationMalformed(String),
    /// Without a usage location nothing is assigned directly.
    #[error("{0} has no usage location; set one, as a license is assigned for a country or region")]
    LocationMissing(String),
    /// It can't be used there.
    #[error("{product} can't be used in the usage location of {person} ({location})")]
    Prohibited {
        /// The product.
        product: &'static str,
        /// Name of the person.
        person: String,
        /// The country.
        location: String,
    },
    /// It is inherited.
    #[error("{person} inherits {product} from the group \"{group}\"; change it on the group")]
    Inherited {
        /// The product.
        product: &'static str,
        /// Name of the person.
        person: String,
        /// Name of the group.
        group: String,
    },
    /// Another product stands against it.
    #[error("{product} can't stand beside {other}, which {person} has")]
    Excluded {
        /// The product.
        product: &'static str,
        /// What excludes it.
        other: &'static str,
        /// Name of the person.
        person: String,
    },
    /// Another product is needed.
    #[error("{product} needs {needed}, which {person} would not have")]
    NeedsHeld {
        /// The product.
        product: &'static str,
        /// What it needs.
        needed: String,
        /// Name of the person.
        person: String,
    },
    /// There aren't enough licences.
    #[error("{product}: {needed} licenses are needed, and {available} are available; buy more or take some back first")]
    NotEnough {
        /// The product.
        product: &'static str,
        /// How many are needed.
        needed: u32,
        /// How many are available.
        available: u32,
    },
    /// Nothing would change.
    #[error("Nothing would change: licenses and usage location stand so already")]
    AsBefore,
    /// The group gives nothing.
    #[error("\"{0}\" gives its members no licenses; there is nothing to reprocess")]
    GivesNothing(String),
    /// The product isn't owned at all.
    #[error("The tenant owns no licenses of {0}; buy some first")]
    NoneOwned(&'static str),
}

impl LicenceRefusal {
    /// The code of the contract.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MayNotBuy(_) | Self::MayNotAssign(_) => "not_allowed",
            Self::NothingChosen
            | Self::Twice(_)
            | Self::Amount { .. }
            | Self::NotOwned { .. }
            | Self::NobodyChosen
            | Self::TooManyPeople(_)
            | Self::LocationMalformed(_)
            | Self::LocationMissing(_) => "invalid_field",
            Self::NotSold { .. }
            | Self::SignedUpFor(_)
            | Self::NeedsOwned { .. }
            | Self::Needed { .. }
            | Self::BelowAssigned { .. }
            | Self::NotAssignable(_)
            | Self::Guest(_)
            | Self::Prohibited { .. }
            | Self::Inherited { .. }
            | Self::Excluded { .. }
            | Self::NeedsHeld { .. }
            | Self::AsBefore
            | Self::GivesNothing(_)
            | Self::NoneOwned(_) => "conflict",
            Self::NotEnough { .. } => "limit_reached",
        }
    }

    /// The request's field to blame, where one is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::MayNotBuy(_) | Self::MayNotAssign(_) | Self::AsBefore => None,
            Self::Amount { .. } | Self::BelowAssigned { .. } | Self::NotOwned { .. } => Some("licences"),
            Self::NobodyChosen | Self::TooManyPeople(_) | Self::Guest(_) => Some("users"),
            Self::LocationMalformed(_) | Self::LocationMissing(_) => Some("usageLocation"),
            Self::GivesNothing(_) => Some("group"),
            Self::NothingChosen
            | Self::Twice(_)
            | Self::NotSold { .. }
            | Self::SignedUpFor(_)
            | Self::NeedsOwned { .. }
            | Self::Needed { .. }
            | Self::NotAssignable(_)
            | Self::Prohibited { .. }
            | Self::Inherited { .. }
            | Self::Excluded { .. }
            | Self::NeedsHeld { .. }
            | Self::NotEnough { .. }
            | Self::NoneOwned(_) => Some("products"),
        }
    }

    /// The public article that says why, where one does.
    #[must_use]
    pub const fn article(&self) -> Option<ArticleKey> {
        match self {
            Self::MayNotBuy(_) | Self::MayNotAssign(_) => Some(ArticleKey::AdminRoles),
            Self::NeedsOwned { .. } | Self::NotSold { .. } => Some(ArticleKey::StudioLicences),
            Self::Inherited { .. } | Self::GivesNothing(_) => Some(ArticleKey::GroupLicensing),
            _ => None,
        }
    }
}
