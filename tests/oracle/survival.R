# Makes survival.tsv, sets of visits, and survival-R.tsv, their figures by R:
#
#   cd tests/data && Rscript ../oracle/survival.R
#
# Durations are seconds; open is 1 for a visit that is not over.
library(survival)
set.seed(20260131)

sets <- list(
  one_completed      = cbind(86400.5, 0),
  one_open           = cbind(86400.5, 1),
  two_completed      = cbind(c(3600, 7200), 0),
  all_open           = cbind(round(rexp(40, 1e-5), 6), 1),
  all_completed      = cbind(round(rexp(60, 1e-5), 6), 0),
  all_equal          = cbind(rep(172800, 25), 0),
  all_equal_some_open = cbind(rep(172800, 25), rep(0:1, c(15, 10))),
  half_exactly       = cbind(c(1000, 2000, 3000, 4000), 0),
  half_then_open     = cbind(c(1000, 2000, 3000, 4000), c(0, 0, 1, 1)),
  last_open          = cbind(c(1:9, 12) * 10000.25, c(rep(0, 9), 1)),
  last_completed     = cbind(c(1:9, 12) * 10000.25, c(rep(0:1, 5)[1:9], 0)),
  zeros              = cbind(c(rep(0, 12), 1:20 * 777.7), rep(c(0, 0, 0, 1), 8)),
  all_zero           = cbind(rep(0, 6), 0),
  zero_open          = cbind(c(0, 0, 0, 5000, 6000), c(1, 1, 0, 0, 1)),
  few_days           = cbind(sample(1:5, 120, TRUE) * 86400, rbinom(120, 1, 0.3)),
  heavy_ties         = cbind(sample(1:3, 150, TRUE) * 3600, rbinom(150, 1, 0.5)),
  ties_of_both       = cbind(rep(c(100000, 200000, 300000), each = 10), rep(0:1, 15)),
  exponential        = cbind(round(rexp(150, 2e-6), 6), rbinom(150, 1, 0.4)),
  weibull            = cbind(round(rweibull(150, 0.6, 1e6), 3), rbinom(150, 1, 0.25)),
  log_normal         = cbind(round(rlnorm(150, 12, 2)), rbinom(150, 1, 0.6)),
  mostly_open        = cbind(round(runif(150, 0, 1e7), 1), rbinom(150, 1, 0.93)),
  few_open           = cbind(round(runif(149, 0, 1e7), 1), rbinom(149, 1, 0.03)),
  microseconds       = cbind(1e5 + sample(1:50, 60, TRUE) / 1e6, rbinom(60, 1, 0.2)),
  long               = cbind(round(rexp(100, 1e-8)), rbinom(100, 1, 0.3)),
  rounded_minutes    = cbind(round(rexp(100, 1e-4) / 60) * 60 + 600, rbinom(100, 1, 0.3)),
  odd_count          = cbind(round(rgamma(101, 2, 1e-5)), rbinom(101, 1, 0.1)))

figures <- function(visits) {
  time <- visits[, 1]
  open <- visits[, 2]
  done <- time[open == 0]
  fit <- survfit(Surv(time, open == 0) ~ 1, conf.type = "log-log")
  first <- function(curve) {
    at <- fit$time[!is.na(curve) & curve <= 0.5 + 1e-9]
    if (length(at) > 0) min(at) else NA
  }
  some <- function(value) if (length(done) > 0) value else NA
  c(n = length(done), open = sum(open), mean = some(mean(done)), sd = sd(done),
    min = some(suppressWarnings(min(done))), quantile(done, c(0.5, 0.85, 0.95), type = 7),
    max = some(suppressWarnings(max(done))),
    km_mean = some(unname(summary(fit, rmean = max(time))$table["rmean"])),
    km_p50 = first(fit$surv), km_lo = first(fit$lower), km_hi = first(fit$upper))
}

visits <- do.call(rbind, lapply(names(sets), function(name)
  data.frame(set = name, duration = format(sets[[name]][, 1], digits = 15, trim = TRUE,
    scientific = FALSE, drop0trailing = TRUE), open = sets[[name]][, 2])))
table <- data.frame(stage = names(sets), t(sapply(sets, figures)))
names(table)[7:9] <- c("p50", "p85", "p95")
for (column in names(table)[-(1:3)])
  table[[column]] <- ifelse(is.na(table[[column]]), "", sprintf("%.9g", table[[column]]))
put <- function(data, file)
  write.table(data, file, sep = "\t", quote = FALSE, row.names = FALSE)
put(visits, "survival.tsv")
put(table, "survival-R.tsv")
