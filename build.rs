//! The theme is compiled into the program; a template that is added or removed must make the program anew.

fn main() {
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=static");
    println!("cargo::rerun-if-changed=src/language/words");
}
