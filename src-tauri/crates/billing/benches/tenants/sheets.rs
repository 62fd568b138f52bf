//! Inputs and totals of all tenants as CSV files, for whoever settles them once more.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use meterdesk_billing::catalogue::{Catalogue, Licensed, Per};
use meterdesk_billing::usage::{Audience, Trigger};

use crate::Totals;
use crate::naive::Naive;
use crate::tenant::{Inputs, Sketch, Span, features};

/// The files, all open.
pub(crate) struct Sheets {
    capacity: BufWriter<File>,
    connected: BufWriter<File>,
    members: BufWriter<File>,
    licensed: BufWriter<File>,
    rows: BufWriter<File>,
    totals: BufWriter<File>,
}

impl Sheets {
    /// Writes the rates, and begins the other files.
    pub(crate) fn create(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let sheet = |name: &str, head: &str| {
            let mut file = BufWriter::new(File::create(folder.join(format!("{name}.csv")))?);
            writeln!(file, "{head}")?;
            io::Result::Ok(file)
        };
        let mut rates = sheet("rates", "since,until,feature,rate,per_thousand,included")?;
        let cards = &Catalogue::built_in().cards;
        for (place, card) in cards.iter().enumerate() {
            let until = cards.get(place + 1).map_or(i64::MAX, |next| next.from.timestamp());
            for rate in &card.rates {
                let per_thousand = rate.per == Per::ThousandTokens;
                let included = rate.licensed == Licensed::Included;
                let (from, feature) = (card.from.timestamp(), rate.feature.key());
                writeln!(
                    rates,
                    "{from},{until},{feature},{},{per_thousand},{included}",
                    rate.credits.0
                )?;
            }
        }
        rates.flush()?;
        Ok(Self {
            capacity: sheet(
                "capacity",
                "tenant,view,owned,own0,own1,draw0,draw1,plan0,plan1,pre_purchased",
            )?,
            connected: sheet(
                "connected",
                "tenant,view,policy,place,service,since,until,disconnecting_at,members_of",
            )?,
            members: sheet("members", "tenant,view,members_of,person,since,until")?,
            licensed: sheet("licensed", "tenant,view,person,since,until")?,
            rows: sheet(
                "rows",
                "tenant,view,moment,ord,person,service,agent,environment,feature,quantity,usual,test",
            )?,
            totals: sheet("totals", "tenant,view,day,payer,service,credits")?,
        })
    }

    /// Adds a tenant in one view.
    pub(crate) fn add(&mut self, sketch: &Sketch, inputs: &Inputs, totals: &Totals) -> io::Result<()> {
        let whose = format!("{},{:?}", sketch.seed, inputs.view);
        let capacity = Naive::new(sketch.packs, sketch.sets);
        let [one, two] = sketch.sets;
        let [own0, own1] = capacity.allocated;
        writeln!(
            self.capacity,
            "{whose},{},{own0},{own1},{},{},{},{},{}",
            capacity.owned, one.draw, two.draw, one.plan, two.plan, inputs.pre_purchased
        )?;
        let span = |(from, until): Span| format!("{from},{until}");
        for known in &inputs.connected {
            let group = known.group.map_or_else(String::new, |group| group.to_string());
            let disconnecting = known.disconnecting_at.map_or_else(String::new, |at| at.to_string());
            let (policy, place, service) = (&known.policy, known.place, known.service.key());
            let span = span(known.span);
            writeln!(
                self.connected,
                "{whose},{policy},{place},{service},{span},{disconnecting},{group}"
            )?;
        }
        for (group, person, held) in &inputs.members {
            writeln!(self.members, "{whose},{group},{person},{}", span(*held))?;
        }
        for (person, held) in &inputs.licensed {
            writeln!(self.licensed, "{whose},{person},{}", span(*held))?;
        }
        let features = features();
        for row in &inputs.rows {
            let person = row.person.map_or_else(String::new, |person| person.to_string());
            let feature = features[usize::try_from(row.feature).expect("it is a place")];
            let feature = feature.map_or("", |feature| feature.key());
            let circumstances = row.circumstances;
            let usual = circumstances.trigger == Trigger::Interactive
                && circumstances.audience == Audience::Employee
                && circumstances.authenticated;
            writeln!(
                self.rows,
                "{whose},{},{},{person},{},{},{},{feature},{},{usual},{}",
                row.at,
                row.order,
                row.service.key(),
                row.agent,
                row.environment,
                row.quantity.0,
                circumstances.test
            )?;
        }
        for ((day, payer, service), credits) in totals {
            writeln!(self.totals, "{whose},{day},{payer},{service},{credits}")?;
        }
        Ok(())
    }

    /// Ends all files.
    pub(crate) fn finish(self) -> io::Result<()> {
        let Self {
            capacity,
            connected,
            members,
            licensed,
            rows,
            totals,
        } = self;
        [capacity, connected, members, licensed, rows, totals]
            .iter_mut()
            .try_for_each(Write::flush)
    }
}
