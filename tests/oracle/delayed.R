# Makes visits that join late and visits of two groups, and their figures by R:
#
#   cd tests/data && Rscript ../oracle/delayed.R
#
# delayed.tsv has the visits: sets, their groups, the age at which a visit joined (empty: it was
# seen from its beginning), how long it lasted in seconds, and 1 for one that is open. survfit() of
# each set, groups together, gives delayed-R.tsv. logrank-R.tsv compares groups a and b of a set:
# O and E of a and b and the p-value are from survdiff() where no visit joined, else from the score
# test of coxph(), which is the log-rank test if no two visits end at the same age. The speed is
# (O1/E1)/(O2/E2).
library(survival)
set.seed(20260914)

times <- function(n, rate, ties) {
  t <- rexp(n, rate)
  if (ties) ceiling(t / 86400) * 86400 else round(t) + 1:n / 1000
}
made <- function(n, rates, ties, late) {
  visits <- data.frame(group = rep(c("a", "b"), c(n, n)), entry = NA,
    time = c(times(n, rates[1], ties), times(n, rates[2], ties)), open = rbinom(2 * n, 1, 0.3))
  joins <- runif(2 * n) < late
  visits$entry[joins] <- floor(visits$time[joins] * runif(sum(joins)) * 0.95)
  # No two visits end at one age, unless ties are wanted.
  if (!ties) visits$time <- visits$time + (1:(2 * n)) / 1000000
  visits
}
sets <- list(
  same_rates    = made(60, c(1e-6, 1e-6), FALSE, 0),
  twice_as_fast = made(60, c(2e-6, 1e-6), FALSE, 0),
  ties          = made(80, c(3e-6, 2e-6), TRUE, 0),
  heavy_ties    = made(80, c(1e-5, 1.5e-5), TRUE, 0),
  few           = made(8, c(1e-6, 3e-6), FALSE, 0),
  large         = made(400, c(1e-6, 1.2e-6), FALSE, 0),
  some_late     = made(60, c(1e-6, 2e-6), FALSE, 0.3),
  mostly_late   = made(100, c(1e-6, 1e-6), FALSE, 0.8),
  late_ties     = made(100, c(2e-6, 3e-6), TRUE, 0.3))

figures <- function(visits) {
  entry <- ifelse(is.na(visits$entry), 0, visits$entry)
  fit <- survfit(Surv(entry, visits$time, visits$open == 0) ~ 1, conf.type = "log-log")
  first <- function(curve, share) {
    at <- fit$time[!is.na(curve) & curve <= share + 1e-9]
    if (length(at) > 0) min(at) else NA
  }
  c(n = sum(visits$open == 0 & is.na(visits$entry)), open = sum(visits$open),
    km_mean = unname(summary(fit, rmean = max(visits$time))$table["rmean"]),
    km_p50 = first(fit$surv, 0.5), km_lo = first(fit$lower, 0.5), km_hi = first(fit$upper, 0.5),
    km_p20 = first(fit$surv, 0.8), km_p85 = first(fit$surv, 0.15))
}

compare <- function(visits) {
  entry <- ifelse(is.na(visits$entry), 0, visits$entry)
  ended <- visits$open == 0
  late <- any(!is.na(visits$entry))
  observed <- tapply(ended, visits$group, sum)
  if (!late) {
    test <- survdiff(Surv(visits$time, ended) ~ visits$group)
    expected <- test$exp
    chisq <- test$chisq
  } else {
    # What a group expects is its sum of the cumulative hazard, between entry and exit.
    fit <- survfit(Surv(entry, visits$time, ended) ~ 1, ctype = 1)
    hazard <- function(t) c(0, fit$cumhaz)[findInterval(t + 1e-7, fit$time) + 1]
    expected <- tapply(hazard(visits$time) - hazard(entry), visits$group, sum)
    chisq <- if (anyDuplicated(visits$time[ended])) NA else
      summary(coxph(Surv(entry, visits$time, ended) ~ visits$group))$sctest["test"]
  }
  c(O1 = unname(observed[1]), E1 = unname(expected[1]), O2 = unname(observed[2]),
    E2 = unname(expected[2]),
    speed = unname(observed[1] / expected[1] / (observed[2] / expected[2])),
    p_value = unname(if (is.na(chisq)) NA else pchisq(chisq, 1, lower.tail = FALSE)))
}

number <- function(value) ifelse(is.na(value), "",
  format(value, digits = 15, trim = TRUE, scientific = FALSE, drop0trailing = TRUE))
put <- function(data, file)
  write.table(data, file, sep = "\t", quote = FALSE, row.names = FALSE)
rows <- function(f) {
  table <- data.frame(stage = names(sets), t(sapply(sets, f)))
  for (column in names(table)[-1])
    table[[column]] <- ifelse(is.na(table[[column]]), "", sprintf("%.9g", table[[column]]))
  table
}
put(do.call(rbind, lapply(names(sets), function(name)
  data.frame(set = name, group = sets[[name]]$group,
    entry = sapply(sets[[name]]$entry, number), duration = sapply(sets[[name]]$time, number),
    open = sets[[name]]$open))), "delayed.tsv")
put(rows(figures), "delayed-R.tsv")
put(rows(compare), "logrank-R.tsv")
