//! Invented names of an organisation and its people.
//!
//! All lists are this project's own; any likeness is chance. Addresses end in `.example`, which nobody can own.

use meterdesk_billing::directory::PersonRow;
use meterdesk_billing::ids::{IdSource, PersonId};

use crate::draw::Draw;

const ROOTS: &str = "\
    Aldervane Brannoch Calwyther Dunmarrow Elverby Fenholt Galtreave Harnsea Ildermoor Jorvelle Keldermark \
    Lunsgard Mirrowick Norvantha Ostrevale Pellowin Quillmere Ravensund Skelbrook Tarnevik Ulvermere Vestrane \
    Wrenlock Yarrowfen";

const TRADES: &str = "\
    Building Materials, Ceramics, Climate Technology, Food Machinery, Instruments, Lighting, Marine Systems, \
    Packaging, Pumps, Rail Components, Timber Works, Tools";

const GIVEN: &str = "\
    Amara Anselm Anwar Astrid Aylin Beatriz Benedek Bogdan Camille Chiara Chidi Dagny Dalia Daniyar Desta Eero \
    Efua Eitan Elif Emre Esperanza Farah Fatou Fergus Florin Freya Gaia Goran Hana Haruto Hira Ilse Imani \
    Ingrid Ismael Ivana Jamila Jiho Joaquín Jovana Kaan Kalina Kavya Keiko Kwame Laila Lars Leilani Liang Luca \
    Madhuri Maija Marek Mateus Mei Mihail Nadia Naledi Niamh Nikhil Noor Olena Omar Oskar Paola Petra Qadir \
    Rania Rohan Rūta Sanna Selim Siobhán Søren Tariq Tendai Thandiwe Tomás Uma Valentina Viktor Wanjiru Xenia \
    Yasmin Yusuf Zanele Zofia Zsófia";

const FAMILY: &str = "\
    Abendroth Achterberg Adeyemi Almasri Andrade Arslan Bajwa Bakken Balogun Barbosa Bielak Boateng Brandvold \
    Cabrera Castellano Chaudhry Chikwanha Cimpoeru Costigan Czarnecki Dahlgren Darwish Delacourt Demir Diallo \
    Dlamini Dobrev Duarte Ekström Eriksen Esposito Falkner Fontaine Gallagher Ganbold Gebremedhin Ghosh \
    Grigorian Gunawan Hakimi Halloran Haugen Hegedűs Herrera Hoang Horváth Idowu Ilves Ishikawa Iyer Jankauskas \
    Jovanović Kamau Kaplan Karimi Kinoshita Kovalenko Kruger Lehtinen Lindqvist Lukić Maalouf Mahlangu \
    Marchetti Mendonça Mistry Moreau Nakamura Navarro Ndiaye Novák Nyström Okonkwo Olsen Orozco Osei Paradis \
    Petrosyan Pillai Quintero Rahimi Rasmussen Saarinen Schreiber Sithole Soares Tamm Thorsen Uddin Vermeulen \
    Virtanen Wójcik Yamada Yıldız Zeman Ziegler";

/// Where people use what they have.
const LOCATIONS: [&str; 7] = ["DE", "NL", "DE", "GB", "SE", "DE", "PT"];

/// The organisation.
#[derive(Debug, Clone)]
pub(crate) struct Company {
    pub(crate) name: String,
    pub(crate) domain: String,
}

impl Company {
    pub(crate) fn new(draw: &mut Draw) -> Self {
        let root = *draw.pick(&words(ROOTS));
        let trade = *draw.pick(&TRADES.split(", ").collect::<Vec<_>>());
        Self {
            name: format!("{root} {trade}"),
            domain: format!("{}.example", root.to_lowercase()),
        }
    }

    /// The mail address of something with that name.
    pub(crate) fn address(&self, name: &str) -> String {
        format!("{}@{}", ascii(name).replace(' ', "-"), self.domain)
    }
}

/// Gives people names and identities. Each name comes once before any comes again; sign-in names are always unique.
#[derive(Debug)]
pub(crate) struct Namer {
    pairs: Vec<(&'static str, &'static str)>,
    used: usize,
    ids: IdSource,
    domain: String,
}

impl Namer {
    pub(crate) fn new(seed: u64, scenario: &str, company: &Company, draw: &mut Draw) -> Self {
        let families = words(FAMILY);
        let mut pairs: Vec<_> = words(GIVEN)
            .into_iter()
            .flat_map(|given| families.iter().map(move |family| (given, *family)))
            .collect();
        draw.shuffle(&mut pairs);
        Self {
            pairs,
            used: 0,
            ids: IdSource::new(seed, &format!("scenario/{scenario}/people"), 0),
            domain: company.domain.clone(),
        }
    }

    /// The next person.
    pub(crate) fn person(&mut self, department: &str) -> PersonRow {
        let (given, family) = self.pairs[self.used % self.pairs.len()];
        let namesakes = self.used / self.pairs.len();
        self.used += 1;
        let number = if namesakes == 0 {
            String::new()
        } else {
            (namesakes + 1).to_string()
        };
        PersonRow {
            id: PersonId(self.ids.next_id()),
            user_principal_name: format!("{}.{}{number}@{}", ascii(given), ascii(family), self.domain),
            display_name: format!("{given} {family}"),
            department: department.to_owned(),
            usage_location: LOCATIONS[(self.used - 1) % LOCATIONS.len()].to_owned(),
        }
    }
}

fn words(list: &'static str) -> Vec<&'static str> {
    list.split_whitespace().collect()
}

/// Lower case, with each letter of the lists above in its plain form.
fn ascii(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'á' => 'a',
            'ç' | 'ć' => 'c',
            'í' | 'ı' => 'i',
            'ó' | 'ö' | 'ø' => 'o',
            'ū' | 'ű' => 'u',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_plain_form() {
        for name in [GIVEN, FAMILY, ROOTS].into_iter().flat_map(words) {
            assert!(
                ascii(name).bytes().all(|byte| byte.is_ascii_lowercase()),
                "{name} makes no sign-in name"
            );
        }
    }
}
