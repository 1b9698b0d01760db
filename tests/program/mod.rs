//! A site in a folder of its own, and the built program run on it.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An article that every stage has something to do with.
pub const ARTICLE: &str = "\
World

Ferry line to Vestra opens again

The crossing had been shut since the spring floods.

“The bridge is open, and the ferry runs every hour,” said Mira Kovač, mayor of Vestra.

Fares stay as they were

Anton Bell, who leads the harbour board, said: “Nobody pays more than last year.”
";

/// A folder with a site in it; removed at the end of the test.
pub struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    /// A folder with nothing in it.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    /// A site of one article.
    pub fn of_one_article() -> Self {
        let site = Self::empty();
        site.write("content/2031-05-04-ferry.txt", ARTICLE);
        site
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file, and the folders that it stands in.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// The program with these arguments, in the site's folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.current_dir(self.folder.path()).args(arguments);
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Builds, and fails the test if that fails.
    pub fn build(&self) {
        let output = self.run(&["build"]);
        assert!(output.status.success(), "{}", stderr(&output));
    }

    /// Everything in a folder.
    pub fn tree(&self, folder: &str) -> Tree {
        tree(&self.path(folder))
    }
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What a folder holds, by path: files with their bytes, links with where they lead, folders with nothing.
pub type Tree = BTreeMap<String, Vec<u8>>;

pub fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    gather(folder, "", &mut found);
    found
}

fn gather(folder: &Path, above: &str, found: &mut Tree) {
    let Ok(entries) = folder.read_dir() else {
        return;
    };
    for entry in entries.map(Result::unwrap) {
        let name = format!("{above}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            gather(&entry.path(), &format!("{name}/"), found);
            found.insert(format!("{name}/"), Vec::new());
        } else if kind.is_symlink() {
            let target = fs::read_link(entry.path()).unwrap();
            found.insert(name, target.as_os_str().as_encoded_bytes().to_vec());
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}
