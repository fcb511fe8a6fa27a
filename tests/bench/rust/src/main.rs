// Segments a file with the crate unicode-segmentation and prints megabytes (10^6) per
// second of CPU time, the median of five.
//     assay-bench-peer lines|whole|words FILE
// lines: split_word_bound_indices line by line, which lets lines of ASCII take the crate's
// fast path; whole: the same over the text at once; words: unicode_word_indices by line.
use std::hint::black_box;
use unicode_segmentation::UnicodeSegmentation;

#[repr(C)]
struct Timespec {
    seconds: i64,
    nanoseconds: i64,
}

extern "C" {
    fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
}

const PROCESS_CPU_TIME: i32 = 2; // Linux

fn cpu_seconds() -> f64 {
    let mut t = Timespec { seconds: 0, nanoseconds: 0 };
    unsafe { clock_gettime(PROCESS_CPU_TIME, &mut t) };
    t.seconds as f64 + t.nanoseconds as f64 * 1e-9
}

fn run(which: &str, text: &str) -> usize {
    let mut count = 0;
    match which {
        "whole" => {
            for segment in text.split_word_bound_indices() {
                black_box(segment);
                count += 1;
            }
        }
        "words" => {
            for line in text.split_inclusive('\n') {
                for word in line.unicode_word_indices() {
                    black_box(word);
                    count += 1;
                }
            }
        }
        _ => {
            for line in text.split_inclusive('\n') {
                for segment in line.split_word_bound_indices() {
                    black_box(segment);
                    count += 1;
                }
            }
        }
    }
    count
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&arguments[2]).expect("cannot read the text");
    let mut times: Vec<f64> = (0..5)
        .map(|_| {
            let start = cpu_seconds();
            black_box(run(&arguments[1], &text));
            cpu_seconds() - start
        })
        .collect();
    times.sort_by(|a, b| a.total_cmp(b));
    println!("{:.1}", text.len() as f64 / 1e6 / times[2]);
}
