//! Each role of the standard has a face, and others that stand in where that is not installed; a paper with a character that no
//! font has is not printed.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    path::PathBuf,
};

use paper::Paper;
use serde::Serialize;
use typst::text::{FontBook, FontStretch, FontStyle, FontVariant, FontWeight};
use typst_kit::fonts::{self, FontStore};

use crate::no_font::NoFont;

/// What official papers are set in.
struct Role {
    /// Its name in the template.
    key: &'static str,
    /// Its name in the standard.
    name: &'static str,
    /// The face that the standard asks for, under the names that it has.
    own: &'static [&'static str],
    /// What is used instead.
    instead: &'static [&'static str],
    /// Whether the role is bolder than what is used instead.
    bold: bool,
}

const SERIF: &[&str] = &["Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC"];
const SANS: &[&str] = &["Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"];
const ROLES: [Role; 4] = [
    Role {
        key: "text",
        name: "仿宋",
        own: &["FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "FZFangSong-Z02", "STFangsong"],
        instead: SERIF,
        bold: false,
    },
    Role {
        key: "title",
        name: "小标宋",
        own: &["FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S", "方正小标宋简体", "方正小标宋_GBK"],
        instead: SERIF,
        bold: true,
    },
    Role {
        key: "heading", name: "黑体", own: &["SimHei", "黑体", "FZHei-B01"], instead: SANS, bold: false
    },
    Role { key: "page", name: "宋体", own: &["SimSun", "宋体"], instead: SERIF, bold: false },
];

/// The face of a role, for the template.
#[derive(Serialize)]
pub(crate) struct Face {
    /// The role's key.
    #[serde(skip)]
    pub(crate) key: &'static str,
    #[serde(skip)]
    name: &'static str,
    #[serde(skip)]
    first: bool,
    /// What is installed of the role's list, best first; the others stand in for characters that the first lacks.
    families: Vec<String>,
    /// Whether a bold weight is wanted.
    bold: bool,
    /// Whether letters are drawn thicker, because a bold weight is wanted and there is none.
    thicken: bool,
}

/// Looks for fonts in the system's places, if asked to, and in these folders.
pub(crate) fn load(system: bool, folders: &[PathBuf]) -> FontStore {
    let mut found: Vec<_> = folders.iter().flat_map(|folder| fonts::scan(folder)).collect();
    if system {
        found.extend(fonts::system());
    }
    // Folders are listed in no order; the same fonts make the same file.
    found.sort_by(|(a, _), (b, _)| (&a.path, a.index).cmp(&(&b.path, b.index)));
    let mut store = FontStore::new();
    store.extend(found);
    store
}

/// The face of each role. NoFont if there is none for Chinese.
pub(crate) fn choose(book: &FontBook) -> Result<Vec<Face>, NoFont> {
    ROLES
        .iter()
        .map(|role| choose_one(book, role).ok_or_else(|| NoFont("none covers Chinese".to_owned())))
        .collect()
}

fn choose_one(book: &FontBook, role: &Role) -> Option<Face> {
    let installed = |name: &str| {
        let mut faces = book.select_family(&name.to_lowercase()).filter_map(|index| book.info(index));
        faces.find(|info| info.coverage.contains('国'.into())).map(|info| info.family.clone())
    };
    let mut families: Vec<String> = role.own.iter().filter_map(|name| installed(name)).collect();
    let first = !families.is_empty();
    families.extend(role.instead.iter().filter_map(|name| installed(name)));
    if families.is_empty() {
        let (other, _) = book.families().find(|(name, _)| installed(name).is_some())?;
        families.push(other.to_owned());
    }
    let bold = role.bold && !first;
    let variant = FontVariant::new(FontStyle::Normal, FontWeight::BOLD, FontStretch::NORMAL);
    let best = book.select(&families.first()?.to_lowercase(), variant).and_then(|index| book.info(index))?;
    let thicken = bold && best.variant.weight < FontWeight::SEMIBOLD;
    Some(Face { key: role.key, name: role.name, first, families, bold, thicken })
}

/// Refuses a paper with characters that no font has.
pub(crate) fn cover(book: &FontBook, paper: &Paper) -> Result<(), NoFont> {
    let used: BTreeSet<char> = paper.characters().collect();
    let covered = |c: char| {
        let mut infos = (0..).map_while(|index| book.info(index));
        infos.any(|info| info.coverage.contains(c.into()))
    };
    let missing: Vec<char> = used.into_iter().filter(|&c| !c.is_control() && !covered(c)).collect();
    if missing.is_empty() { Ok(()) } else { Err(NoFont::characters(missing)) }
}

/// Tells which face each role has: the role, the face, and `first` if it is the one that the standard asks for.
pub(crate) fn tell(faces: &[Face], mut out: impl Write) -> io::Result<()> {
    for face in faces {
        let family = face.families.first().map_or("", String::as_str);
        writeln!(out, "{}\t{family}\t{}", face.name, if face.first { "first" } else { "fallback" })?;
    }
    Ok(())
}
