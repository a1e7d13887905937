# Makes leads that go from one step to the next, and which share of them will get there, by R:
#
#   cd tests/data && Rscript ../oracle/reach.R
#
# reach.tsv has the leads: their set, the second of 2026 at which each came to step a, the seconds
# that it then took to b (empty: it is not there), and 1 if it is lost. A lead that is not there,
# lost or not, is censored at as-of, 2026-04-01. reach-R.tsv has, for each set, 1 - S at the longest
# time and the first time in days at which S is 0.5 or less, from survfit().
library(survival)
set.seed(20261126)

asof <- 90 * 86400
made <- function(n, rate, share, days) {
  came <- floor(runif(n) * 60 * 86400)
  took <- floor(rexp(n, rate / 86400)) + 1
  if (days) {
    came <- floor(came / 86400) * 86400
    took <- ceiling(took / 86400) * 86400
  }
  took[runif(n) > share | came + took >= asof] <- NA
  lost <- ifelse(is.na(took), rbinom(n, 1, 0.4), 0)
  data.frame(came, took, lost)
}
sets <- list(most = made(200, 1 / 9, 0.9, FALSE), few = made(200, 1 / 20, 0.2, FALSE),
  ties = made(300, 1 / 12, 0.8, TRUE), slow = made(150, 1 / 60, 1, FALSE),
  one = made(1, 1, 1, FALSE), none = made(20, 1 / 9, 0, TRUE))

reach <- function(leads) {
  time <- ifelse(is.na(leads$took), asof - leads$came, leads$took)
  fit <- survfit(Surv(time, !is.na(leads$took)) ~ 1)
  below <- fit$time[fit$surv <= 0.5 + 1e-9]
  c(sprintf("%.4f", 1 - min(fit$surv)),
    if (length(below)) sprintf("%.4f", below[1] / 86400) else "")
}
rows <- do.call(rbind, lapply(names(sets), function(set) cbind(set, sets[[set]])))
figures <- do.call(rbind, lapply(names(sets), function(set) c(set, reach(sets[[set]]))))
colnames(figures) <- c("set", "reach", "reach_p50")
put <- function(table, file)
  write.table(table, file, sep = "\t", quote = FALSE, row.names = FALSE, na = "")
options(scipen = 20)
put(rows, "reach.tsv")
put(figures, "reach-R.tsv")
