//! Pages of a list (AIP-158): keyset tokens that hold no authority.
//!
//! A token is the key of the last row, with a digest over it and the filters: a token that was changed, or comes with
//! other filters, is refused. It opens nothing by itself, since every page is read as the caller.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use prost::Message;
use proto::Lists;
use refusal::{Kind, Refusal};
use ring::digest::{Context, SHA256};
use serde::{Serialize, de::DeserializeOwned};

const DEFAULT_SIZE: i64 = 50;
const LARGEST_SIZE: i64 = 500;
/// Bytes of the messages of one page; the rest of [`crate::LARGEST_ANSWER`] is room for what is around them.
const LARGEST_PAGE: usize = 3 * 1024 * 1024;
/// Bytes around one message in a list, at most: its tag and its length.
const FRAME: usize = 10;
const TAG_LENGTH: usize = 16;

/// The page that a request asks for, in a list that is sorted by `Key`.
#[derive(Clone, Debug)]
pub struct Page<Key> {
    /// How many rows it has at most.
    pub size: i64,
    /// It begins after the row of this key; the first page has none.
    pub after: Option<Key>,
    filter: Vec<u8>,
}

impl<Key: Serialize + DeserializeOwned> Page<Key> {
    /// The page that a request asks for.
    pub fn of<Q: Lists>(request: &Q) -> Result<Self, Refusal> {
        // A token of another list is none of this one.
        let filter = [Q::PATH.as_bytes(), &request.filters()].concat();
        Self::parse(request.page_size(), request.page_token(), &filter)
    }

    /// The page of `page_size` rows (50 where it is zero, 500 at most) after `page_token`, under `filter`: the encoded
    /// filters of the request, without page size and token.
    pub fn parse(page_size: i32, page_token: &str, filter: &[u8]) -> Result<Self, Refusal> {
        let size = match i64::from(page_size) {
            0 => DEFAULT_SIZE,
            size if size < 0 => {
                return Err(Refusal::field("page_size", "range", "must not be negative", "不能为负数"));
            }
            size => size.min(LARGEST_SIZE),
        };
        let after =
            if page_token.is_empty() { None } else { Some(key_of(page_token, filter).ok_or_else(invalid)?) };
        Ok(Self { size, after, filter: filter.to_vec() })
    }

    /// How many rows to read: one more than the page has, which tells whether there is a next page.
    pub fn limit(&self) -> i64 {
        self.size + 1
    }

    /// The rows of the page, of up to [`Page::limit`] rows that were read, and the token of the next page: empty on the
    /// last.
    pub fn cut<Row>(&self, mut rows: Vec<Row>, key: impl FnOnce(&Row) -> Key) -> (Vec<Row>, String) {
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        if rows.len() <= size {
            return (rows, String::new());
        }
        rows.truncate(size);
        let token = rows.last().map_or_else(String::new, |row| token_of(&key(row), &self.filter));
        (rows, token)
    }

    /// The same of the messages that these rows became, one of each: as many as the page has and as fit into an answer.
    /// For lists whose messages may be large.
    pub fn fit<Row, Wire: Message>(
        &self,
        rows: &[Row],
        mut wires: Vec<Wire>,
        key: impl FnOnce(&Row) -> Key,
    ) -> (Vec<Wire>, String) {
        let size = usize::try_from(self.size).unwrap_or(usize::MAX).min(fitting(&wires));
        if wires.len() <= size {
            return (wires, String::new());
        }
        wires.truncate(size);
        let last = size.checked_sub(1).and_then(|last| rows.get(last));
        (wires, last.map_or_else(String::new, |row| token_of(&key(row), &self.filter)))
    }
}

/// How many messages fit, from the first on: one at least, if there is any.
fn fitting(wires: &[impl Message]) -> usize {
    let mut bytes = 0;
    for (at, wire) in wires.iter().enumerate() {
        bytes += wire.encoded_len() + FRAME;
        if bytes > LARGEST_PAGE {
            return at.max(1);
        }
    }
    wires.len()
}

fn token_of<Key: Serialize>(key: &Key, filter: &[u8]) -> String {
    // Keys are tuples of instants, ids and codes; those always have a JSON form.
    let key = serde_json::to_vec(key).unwrap_or_default();
    let mut token = tag(&key, filter).to_vec();
    token.extend(key);
    URL_SAFE_NO_PAD.encode(token)
}

fn key_of<Key: DeserializeOwned>(token: &str, filter: &[u8]) -> Option<Key> {
    let token = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (tag_given, key) = token.split_at_checked(TAG_LENGTH)?;
    if tag_given != tag(key, filter) {
        return None;
    }
    serde_json::from_slice(key).ok()
}

fn tag(key: &[u8], filter: &[u8]) -> [u8; TAG_LENGTH] {
    let mut context = Context::new(&SHA256);
    context.update(b"shenguan page token 1");
    context.update(&key.len().to_be_bytes());
    context.update(key);
    context.update(filter);
    let mut tag = [0; TAG_LENGTH];
    tag.copy_from_slice(&context.finish().as_ref()[..TAG_LENGTH]);
    tag
}

fn invalid() -> Refusal {
    Refusal::new(
        Kind::Invalid,
        "PAGE_TOKEN_INVALID",
        "the page_token is not one of ours, or belongs to other filters",
        "page_token无效，或与筛选条件不符",
    )
}

#[cfg(test)]
mod tests {
    use prost_types::Any;

    use super::*;

    type Numbers = Page<(i64, String)>;

    /// A page of the numbers below ten.
    fn read(page: &Numbers) -> (Vec<i64>, String) {
        let first = page.after.as_ref().map_or(0, |(number, _)| number + 1);
        let rows = (first..10).take(usize::try_from(page.limit()).unwrap()).collect();
        page.cut(rows, |number| (*number, "甲".to_owned()))
    }

    #[test]
    fn pages_cover_the_list_without_gap_or_repeat() {
        let mut seen = Vec::new();
        let mut token = String::new();
        loop {
            let (rows, next) = read(&Numbers::parse(3, &token, b"filter").unwrap());
            seen.extend(rows);
            if next.is_empty() {
                break;
            }
            token = next;
        }
        assert_eq!(seen, (0..10).collect::<Vec<_>>());
    }

    #[test]
    fn a_full_last_page_has_no_next() {
        assert_eq!(read(&Numbers::parse(10, "", b"").unwrap()).1, "");
    }

    #[test]
    fn the_size_is_fifty_unless_told_and_five_hundred_at_most() {
        assert_eq!(Numbers::parse(0, "", b"").unwrap().size, 50);
        assert_eq!(Numbers::parse(i32::MAX, "", b"").unwrap().size, 500);
        assert_eq!(Numbers::parse(-1, "", b"").unwrap_err().violations[0].field, "page_size");
    }

    #[test]
    fn a_token_of_other_filters_or_of_nobody_is_refused() {
        let (_, token) = read(&Numbers::parse(3, "", b"open").unwrap());
        assert!(Numbers::parse(3, &token, b"open").is_ok());
        let mut changed = token.clone().into_bytes();
        let end = changed.len() - 3;
        changed[end] = if changed[end] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        for (token, filter) in
            [(token.as_str(), "claimed"), (&changed, "open"), ("下一页", "open"), ("AAAA", "open")]
        {
            let refusal = Numbers::parse(3, token, filter.as_bytes()).unwrap_err();
            assert_eq!(refusal.reason, "PAGE_TOKEN_INVALID");
        }
    }

    /// A page of the numbers below ten, each with a message of so many bytes.
    fn read_large(page: &Numbers, bytes: usize) -> (Vec<i64>, String) {
        let first = page.after.as_ref().map_or(0, |(number, _)| number + 1);
        let rows: Vec<i64> = (first..10).take(usize::try_from(page.limit()).unwrap()).collect();
        let wires = rows.iter().map(|number| Any { type_url: number.to_string(), value: vec![0; bytes] });
        let (wires, token) = page.fit(&rows, wires.collect(), |number| (*number, "甲".to_owned()));
        assert!(wires.len() == 1 || wires.len() * bytes < LARGEST_PAGE);
        (wires.iter().map(|wire| wire.type_url.parse().unwrap()).collect(), token)
    }

    /// However large a row is: larger than a page, two to a page, and smaller than the rows of the page allow.
    #[test]
    fn pages_of_large_rows_cover_the_list_and_fit_into_an_answer() {
        for (bytes, pages) in [(LARGEST_PAGE + 1, 10), (LARGEST_PAGE / 2 - 100, 5), (1, 3)] {
            let mut seen = Vec::new();
            let mut token = String::new();
            let mut read = 0;
            loop {
                let (rows, next) = read_large(&Numbers::parse(4, &token, b"filter").unwrap(), bytes);
                assert!(!rows.is_empty());
                seen.extend(rows);
                read += 1;
                if next.is_empty() {
                    break;
                }
                token = next;
            }
            assert_eq!((seen, read), ((0..10).collect(), pages), "{bytes} bytes");
        }
    }
}
