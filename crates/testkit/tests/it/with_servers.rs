//! The wrapper ends with its command and leaves nothing behind, however it ends.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::Duration,
};

const WITH_SERVERS: &str = env!("CARGO_BIN_EXE_with-servers");

/// A run whose command waits until it is ended, and connections to its servers.
struct Run {
    wrapper: Child,
    command: String,
    servers: Vec<TcpStream>,
}

impl Run {
    fn start() -> Self {
        let script =
            r#"echo "$SHENGUAN_TEST_POSTGRES $SHENGUAN_TEST_NATS $$"; exec tail -f /dev/null >/dev/null"#;
        let mut wrapper = Command::new(WITH_SERVERS)
            .args(["--", "sh", "-c", script])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(wrapper.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut servers = vec![connect(words[0]), connect(words[1])];
        // PostgreSQL's question for TLS: once it has answered, a backend of it holds the connection.
        servers[0].write_all(&[0, 0, 0, 8, 4, 210, 22, 47]).unwrap();
        servers[0].read_exact(&mut [0]).unwrap();
        Self { wrapper, command: words[2].to_owned(), servers }
    }

    fn signal(&self, name: &str) {
        signal(name, &self.wrapper.id().to_string());
    }

    /// Waits until both servers have closed their connections: they are ending.
    fn servers_end(&mut self) {
        for server in &mut self.servers {
            server.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            server.read_to_end(&mut Vec::new()).unwrap();
        }
    }
}

fn connect(url: &str) -> TcpStream {
    let (_, address) = url.split_once("127.0.0.1:").unwrap();
    let port = address.split('/').next().unwrap().parse().unwrap();
    TcpStream::connect(("127.0.0.1", port)).unwrap()
}

fn signal(name: &str, process: &str) {
    let status = Command::new("sh").args(["-c", r#"kill -s "$0" "$1""#, name, process]).status();
    assert!(status.unwrap().success());
}

#[test]
fn it_ends_with_the_code_of_its_command() {
    let status = Command::new(WITH_SERVERS).args(["--", "sh", "-c", "exit 7"]).status().unwrap();
    assert_eq!(status.code(), Some(7));
}

#[test]
fn a_signal_ends_the_command_and_the_servers_and_leaves_no_data() {
    for name in ["TERM", "INT"] {
        let mut run = Run::start();
        run.signal(name);
        assert_eq!(run.wrapper.wait().unwrap().code(), Some(128 + 15), "the command was told to end");
        run.servers_end();
        let folder = env::temp_dir().join(format!("shenguan-{}-0", run.wrapper.id()));
        assert!(!folder.exists());
    }
}

#[test]
fn the_servers_end_even_when_the_wrapper_is_killed() {
    let mut run = Run::start();
    run.signal("KILL");
    run.wrapper.wait().unwrap();
    run.servers_end();
    signal("KILL", &run.command);
    let _ = fs::remove_dir_all(env::temp_dir().join(format!("shenguan-{}-0", run.wrapper.id())));
}
