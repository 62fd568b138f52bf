//! Microsoft's agent usage estimator: a month's credits from a few averages.
//!
//! Its rounding is its own: flow actions are counted in started hundreds and prompts in started tens of the whole month,
//! where metering takes both pro rata; and a graph-grounded answer counts the grounding instead of the answer. So an
//! estimate is not what the same use would be rated at.
//!
//! Source: Microsoft, Copilot Studio agent usage estimator, formula as restated by github/awesome-copilot (2026).

use rust_decimal::Decimal;

use crate::catalogue::{Catalogue, Feature};
use crate::units::Quantity;

/// Document title and date of the formula.
pub const SOURCE: &str =
    "Microsoft, Copilot Studio agent usage estimator; formula as restated by github/awesome-copilot (2026)";

/// A share of a whole, in hundredths of a percent: from 0 to 10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Share(u16);

impl Share {
    const WHOLE: u16 = 10_000;

    /// A share from hundredths of a percent; `None` above 100 %.
    #[must_use]
    pub const fn of_hundredths(hundredths: u16) -> Option<Self> {
        if hundredths <= Self::WHOLE {
            Some(Self(hundredths))
        } else {
            None
        }
    }

    fn rest(self) -> Self {
        Self(Self::WHOLE - self.0)
    }

    fn decimal(self) -> Decimal {
        Decimal::new(self.0.into(), 4)
    }
}

/// Averages of one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PerSession {
    /// Calls of tools that count as agent actions: prompts, MCP servers, connectors, REST APIs, computer use.
    pub tools: [Quantity; 5],
    /// Actions of agent flows.
    pub flow_actions: Quantity,
    /// Prompts of basic models.
    pub basic_prompts: Quantity,
    /// Prompts of standard models.
    pub standard_prompts: Quantity,
    /// Prompts of premium models.
    pub premium_prompts: Quantity,
}

/// What is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// People.
    pub users: u32,
    /// Sessions of each in a month, on average.
    pub interactions_per_user: Quantity,
    /// Share of sessions answered from knowledge.
    pub knowledge: Share,
    /// Share of those grounded in the tenant graph.
    pub tenant_graph: Share,
    /// What happens in a session.
    pub per_session: PerSession,
}

/// Credits of a month, exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate {
    /// Classic answers.
    pub classic: Decimal,
    /// Generative answers.
    pub generative: Decimal,
    /// Answers grounded in the tenant graph.
    pub graph: Decimal,
    /// Tool calls.
    pub tools: Decimal,
    /// Agent flows.
    pub flows: Decimal,
    /// Prompts.
    pub prompts: Decimal,
    /// The sum.
    pub total: Decimal,
}

/// The most credits of one kind that an estimate holds: far below where a decimal would round.
const MOST_CREDITS: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

/// Estimates a month on the newest rate card. `None` where an amount does not fit.
#[must_use]
pub fn estimate(catalogue: &Catalogue, expected: &Expected) -> Option<Estimate> {
    let card = catalogue.newest_card();
    let rate = |feature| Some(Decimal::new(card.rate(feature)?.credits.0, 6));
    let each = &expected.per_session;
    let (knowledge, graph) = (expected.knowledge, expected.tenant_graph);
    let sessions = product(&[expected.users.into(), decimal(expected.interactions_per_user)])?;

    let classic = product(&[sessions, knowledge.rest().decimal(), rate(Feature::ClassicAnswer)?])?;
    let generative = product(&[
        sessions,
        knowledge.decimal(),
        graph.rest().decimal(),
        rate(Feature::GenerativeAnswer)?,
    ])?;
    let grounded = product(&[
        sessions,
        knowledge.decimal(),
        graph.decimal(),
        rate(Feature::TenantGraphGrounding)?,
    ])?;
    let calls = each.tools.iter().map(|calls| decimal(*calls)).sum();
    let tools = product(&[sessions, calls, rate(Feature::AgentAction)?])?;
    let flows = in_started(100, sessions, each.flow_actions, rate(Feature::AgentFlowAction)?)?;
    let prompts = in_started(10, sessions, each.basic_prompts, rate(Feature::AiToolBasicResponse)?)?
        + in_started(
            10,
            sessions,
            each.standard_prompts,
            rate(Feature::AiToolStandardResponse)?,
        )?
        + in_started(
            10,
            sessions,
            each.premium_prompts,
            rate(Feature::AiToolPremiumResponse)?,
        )?;
    let total = classic + generative + grounded + tools + flows + prompts;
    Some(Estimate {
        classic,
        generative,
        graph: grounded,
        tools,
        flows,
        prompts: prompts.normalize(),
        total: total.normalize(),
    })
}

/// The month's events in started blocks, each block at the rate of a full one.
fn in_started(block: u32, sessions: Decimal, per_session: Quantity, rate: Decimal) -> Option<Decimal> {
    let events = product(&[sessions, decimal(per_session)])?;
    let blocks = (events / Decimal::from(block)).ceil();
    product(&[blocks, block.into(), rate])
}

fn decimal(quantity: Quantity) -> Decimal {
    Decimal::new(quantity.0, 6).normalize()
}

/// The exact product; `None` where a decimal would round it, or where it is too large.
fn product(factors: &[Decimal]) -> Option<Decimal> {
    factors.iter().try_fold(Decimal::ONE, |product, factor| {
        let (product, factor) = (product.normalize(), factor.normalize());
        let exact = product.checked_mul(factor)?;
        // A decimal keeps every place of a product, or drops some silently; of a zero factor it keeps none.
        let kept_whole = exact.scale() == product.scale() + factor.scale();
        let is_exact = kept_whole || product.is_zero() || factor.is_zero();
        (is_exact && exact <= MOST_CREDITS).then(|| exact.normalize())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_that_a_decimal_would_round_is_none() {
        let tiny = Decimal::new(1, 20);
        assert_eq!(product(&[tiny, tiny]), None);
        assert_eq!(product(&[Decimal::ZERO, tiny]), Some(Decimal::ZERO));
        assert_eq!(MOST_CREDITS.to_string(), "1000000000000");
        assert_eq!(product(&[MOST_CREDITS, Decimal::TWO]), None);
    }
}
