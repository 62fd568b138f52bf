//! Products as dated data (`catalogue/licences.toml`), built into the program.
//!
//! Nothing here knows who owns or holds one. Prices that another file of the catalogue states are read from there.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::catalogue::Certainty;
use crate::directory::Product;
use crate::offers::Offers;
use crate::units::{Credits, Usd};

/// Whom a product is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ProductKind {
    /// The whole tenant; nobody is assigned it.
    Tenant,
    /// People who are assigned it.
    User,
    /// A person who signs up for it; it is never bought.
    Trial,
}

/// A product.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductFacts {
    /// Which.
    pub key: Product,
    /// Whom it is for.
    pub kind: ProductKind,
    /// First day of sale.
    pub from: NaiveDate,
    /// First day on which it is not sold any more.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// What is sold instead.
    #[serde(default)]
    pub successor: Option<Product>,
    /// The tenant needs one of these.
    #[serde(default)]
    pub needs_owned: Vec<Product>,
    /// A person needs one of these.
    #[serde(default)]
    pub needs_held: Vec<Product>,
    /// Products that can't be with it at one person.
    #[serde(default)]
    pub excludes: Vec<Product>,
    /// Two-letter countries in which it can't be used.
    #[serde(default)]
    pub not_in: Vec<String>,
    /// Billed sessions a month that each licence brings; 0 for none.
    #[serde(default)]
    pub sessions_per_month: u32,
    #[serde(default)]
    usd_per_month: Option<String>,
    /// What it is, in a sentence or two.
    pub about: String,
    /// Document title and date.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// What is to be known about it.
    #[serde(default)]
    pub note: String,
}

impl ProductFacts {
    /// Whether it is sold, or can be signed up for, on a day.
    #[must_use]
    pub fn is_sold_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// List price of a licence a month; `None` where none is public.
    #[must_use]
    pub fn usd_per_month(&self, day: NaiveDate) -> Option<Usd> {
        let offers = Offers::built_in();
        match self.key {
            Product::CopilotStudioPack => offers.pack_on(day).map(|pack| pack.usd_per_month),
            Product::Microsoft365Copilot => {
                let mut seats = offers.seats.iter().rev();
                let seat = seats.find(|seat| seat.from <= day);
                seat.map(|seat| seat.usd_per_month)
            }
            _ => {
                let credits: Credits = self.usd_per_month.as_ref()?.parse().ok()?;
                credits.0.checked_mul(100).map(Usd)
            }
        }
    }

    /// Whether it can be used in a two-letter country.
    #[must_use]
    pub fn is_usable_in(&self, country: &str) -> bool {
        !self.not_in.iter().any(|other| other == country)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    product: Vec<ProductFacts>,
}

/// Every product.
#[derive(Debug)]
pub struct Products;

impl Products {
    /// All of them, in the order of the catalogue.
    ///
    /// # Panics
    /// Never: a test reads the catalogue.
    #[must_use]
    pub fn built_in() -> &'static [ProductFacts] {
        static PRODUCTS: LazyLock<Vec<ProductFacts>> = LazyLock::new(|| {
            let file: File =
                toml::from_str(include_str!("../catalogue/licences.toml")).expect("the catalogue of products is valid");
            file.product
        });
        &PRODUCTS
    }

    /// The facts of a product.
    ///
    /// # Panics
    /// Never: each product is listed, which a test checks.
    #[must_use]
    pub fn of(product: Product) -> &'static ProductFacts {
        Self::built_in()
            .iter()
            .find(|facts| facts.key == product)
            .expect("each product is listed, which a test checks")
    }

    /// Products that have to do with these at one person: what they need, what needs them and what they exclude, and they
    /// themselves.
    #[must_use]
    pub fn around(products: &[Product]) -> Vec<Product> {
        let touches =
            |facts: &ProductFacts, other: Product| facts.needs_held.contains(&other) || facts.excludes.contains(&other);
        let near = |facts: &&ProductFacts| {
            products.iter().any(|product| {
                *product == facts.key || touches(facts, *product) || touches(Self::of(*product), facts.key)
            })
        };
        Self::built_in().iter().filter(near).map(|facts| facts.key).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_product_is_listed_once_with_its_source() {
        for product in Product::ALL {
            let listed = Products::built_in().iter().filter(|facts| facts.key == product);
            assert_eq!(listed.count(), 1, "{product:?}");
            let facts = Products::of(product);
            assert!(!facts.about.is_empty() && !facts.source.is_empty(), "{product:?}");
            assert!(facts.until.is_none_or(|until| until > facts.from), "{product:?}");
            for excluded in &facts.excludes {
                let other = Products::of(*excluded);
                assert!(other.excludes.contains(&product), "{product:?} and {excluded:?}");
            }
        }
        assert_eq!(Products::built_in().len(), Product::ALL.len());
    }

    #[test]
    fn a_price_that_is_not_public_is_none_and_a_free_licence_is_free() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 17).expect("a day");
        let price = |product| Products::of(product).usd_per_month(day);
        assert_eq!(price(Product::PowerVirtualAgents), None);
        assert_eq!(price(Product::PowerVirtualAgentsUser), Some(Usd(0)));
        assert_eq!(price(Product::CopilotStudioPack), Some(Usd(200 * 100_000_000)));
        assert_eq!(price(Product::Microsoft365Copilot), Some(Usd(30 * 100_000_000)));
    }

    #[test]
    fn power_virtual_agents_went_off_sale_with_the_year_2023() {
        let base = Products::of(Product::PowerVirtualAgents);
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        assert!(base.is_sold_on(day(2019, 12, 2)) && base.is_sold_on(day(2023, 12, 31)));
        assert!(!base.is_sold_on(day(2024, 1, 1)) && !base.is_sold_on(day(2019, 11, 30)));
    }
}
