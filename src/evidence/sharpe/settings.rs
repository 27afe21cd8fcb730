//! What a person may set.

use crate::evidence::Setting;

/// All of them.
pub const SETTINGS: &[Setting] = &[
    Setting::column(
        "asset",
        "Portfolio",
        "The column of the portfolio, by its name or number from 1; or several with weights, such as MSFT=2650, TSM=475. \
         If not set, it is told by name, else the first column of numbers.",
    ),
    Setting::choice(
        "basket",
        "Several columns",
        "Whether several columns with weights are bought once and held, or brought back to their weights each period.",
        &["held", "rebalanced"],
    ),
    Setting::column(
        "benchmark",
        "Benchmark",
        "The column of the benchmark, by name or number; none for none. If not set, it is told by name, else it is the \
         second of two columns of numbers.",
    ),
    Setting::file("benchmark_file", "File of the benchmark", "A table with dates that holds the benchmark."),
    Setting::column(
        "rf",
        "Risk-free",
        "The column of the risk-free rate, by name or number; none for none. If not set, told by name.",
    ),
    Setting::file("rf_file", "File of the risk-free rate", "A table with dates that holds the risk-free rate."),
    Setting::number(
        "rf_rate",
        "Risk-free rate",
        "As a share a year: 0.03 is 3 %. 0 if not set and no column holds it.",
        (-0.5, 10.0),
        None,
    ),
    Setting::choice(
        "rf_form",
        "Form of the risk-free column",
        "What its numbers are: a share or percent, for a period or for a year. Told from their size if auto.",
        &["auto", "share", "percent", "share_a_year", "percent_a_year"],
    ),
    Setting::number(
        "financing",
        "Rate for borrowing",
        "What the levered benchmark pays for what it borrows, as a share a year. The risk-free rate if not set.",
        (-0.5, 10.0),
        None,
    ),
    Setting::number(
        "threshold",
        "Threshold",
        "The annual Sharpe ratio that the true one is asked to exceed.",
        (-100.0, 100.0),
        Some(2.0),
    ),
    Setting::number(
        "trials",
        "Trials",
        "How many strategies were tried before this one was shown.",
        (1.0, 1e12),
        Some(1.0),
    ),
    Setting::number(
        "trial_variance",
        "Variance of the trials",
        "Variance of the annual Sharpe ratios of the trials. If not set, that of pure luck over this record.",
        (0.0, 1e6),
        None,
    ),
    Setting::number(
        "mar",
        "Least acceptable return",
        "What Sortino ratio and downside deviation ask for, as a share a year. The risk-free rate if not set.",
        (-10.0, 10.0),
        None,
    ),
    Setting::choice(
        "data",
        "Numbers are",
        "Returns or prices; told from names and sizes if auto.",
        &["auto", "returns", "prices"],
    ),
    Setting::choice(
        "unit",
        "Returns are in",
        "Shares (0.01) or percent (1); told if auto.",
        &["auto", "share", "percent"],
    ),
    Setting::choice(
        "period",
        "Period",
        "The time between two rows; told from the dates if auto.",
        &["auto", "daily", "weekly", "monthly", "quarterly", "yearly"],
    ),
    Setting::number(
        "periods_per_year",
        "Periods a year",
        "Overrules the period: 365, say, for days without weekends.",
        (0.01, 1e8),
        None,
    ),
    Setting::column(
        "date",
        "Dates",
        "The column of the dates, by name or number. If not set, told by name, else by what is in it.",
    ),
    Setting::choice(
        "dates",
        "Order of dates",
        "Whether 02/03/2024 starts with the month or the day.",
        &["auto", "month_first", "day_first"],
    ),
    Setting::text(
        "from",
        "From",
        "The first date that counts; of prices, that of the price the first return starts from.",
    ),
    Setting::text("to", "To", "The last date that counts."),
    Setting::text(
        "only",
        "Only rows",
        "COLUMN=VALUE: rows with this value in this column, for tables with several series below each other.",
    ),
    Setting::choice(
        "duplicates",
        "Two rows of a date",
        "Refused if they differ, or the first kept. If they are the same, the first is kept in any case.",
        &["refuse", "first"],
    ),
    Setting::number("lags", "Lags", "Of the Newey-West error; 4 (n / 100)^(2/9) if not set.", (0.0, 1000.0), None),
    Setting::number(
        "draws",
        "Bootstrap draws",
        "How often the record is drawn anew; 0 for no bootstrap.",
        (0.0, 20_000.0),
        Some(1000.0),
    ),
    Setting::number(
        "block",
        "Mean block",
        "Mean length of a block of the bootstrap, in periods; by Patton, Politis and White 2009 if not set.",
        (1.0, 1e6),
        None,
    ),
    Setting::number("seed", "Seed", "Of the random numbers; the same gives the same.", (0.0, 9e15), Some(1.0)),
    Setting::number(
        "confidence",
        "Confidence",
        "Of the intervals, and of the record asked for.",
        (0.5, 0.9999),
        Some(0.95),
    ),
];
