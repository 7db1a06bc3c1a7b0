//! Where tests catch what is printed.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

#[derive(Default)]
pub(crate) struct Spool {
    out: End,
    err: End,
}

#[derive(Clone, Default)]
struct End(Arc<Mutex<Vec<u8>>>);

impl Spool {
    pub(crate) fn out(&self) -> Box<dyn Write + Send> {
        Box::new(self.out.clone())
    }

    pub(crate) fn err(&self) -> Box<dyn Write + Send> {
        Box::new(self.err.clone())
    }

    pub(crate) fn out_text(&self) -> String {
        self.out.text()
    }

    pub(crate) fn err_text(&self) -> String {
        self.err.text()
    }
}

impl End {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for End {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
