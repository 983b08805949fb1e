# SPDX-FileCopyrightText: 2026 Planraum contributors
# SPDX-License-Identifier: EUPL-1.2

# Fits series with R's forecast package and writes what it found, for
# scripts/compare-r.sh. Arguments: "fixture" or "m3", target folder, and for m3
# the folder of the reference data.
suppressPackageStartupMessages(library(forecast))
args <- commandArgs(trailingOnly = TRUE)
what <- args[1]
target <- args[2]

number <- function(v) paste(sprintf("%.17g", as.numeric(v)), collapse = " ")
one <- function(v) if (is.null(v) || is.na(v)) "" else sprintf("%.17g", as.numeric(v))

# A season of R stands latest first; here the first values' season stands first.
states <- function(model, m) {
  s <- model$states[1, ]
  n <- names(s)
  season <- rev(s[grepl("^s[0-9]+$", n)])
  list(level = s["l"], slope = if ("b" %in% n) s["b"] else NA, season = season)
}

line <- function(id, kind, fit, mean, seconds) {
  st <- states(fit, frequency(fit$x))
  p <- fit$par
  get <- function(k) if (k %in% names(p)) p[[k]] else NA
  slope <- fit$components[2]
  phi <- if (slope == "N") 0 else if (fit$components[4] == "TRUE") get("phi") else 1
  paste(id, kind, paste0(fit$components[1], slope, if (fit$components[4] == "TRUE") "d" else "", fit$components[3]),
    one(get("alpha")), one(get("beta")), one(get("gamma")), one(phi), one(st$level), one(st$slope), number(st$season),
    one(fit$loglik), one(fit$aicc), one(fit$sigma2), number(mean), one(seconds), sep = ",")
}

# Under absolute errors the forecasts are those of forecast(). Under relative ones
# version 8.20 gives two other means that do not agree with its own fitted values
# where a trend is damped (class3 begins with level + slope instead of level +
# phi slope; etsforecast adds phi twice). So the point forecasts are put after the
# series, and what R's filter fits to them is taken: where they are right, it
# makes no errors and its fitted values are these.
ahead <- function(fit, h) {
  if (fit$components[1] == "A") return(forecast(fit, h = h, PI = FALSE)$mean)
  y <- fit$x
  m <- frequency(y)
  s <- fit$states[nrow(fit$states), ]
  phi <- if (fit$components[4] == "TRUE") fit$par[["phi"]] else 1
  level <- s[["l"]] + (if ("b" %in% names(s)) s[["b"]] * cumsum(phi^seq_len(h)) else numeric(h))
  season <- rev(s[grepl("^s[0-9]+$", names(s))])
  if (fit$components[3] == "A") level <- level + rep(season, length.out = h)
  if (fit$components[3] == "M") level <- level * rep(season, length.out = h)
  longer <- ts(c(y, level), frequency = m, start = start(y))
  as.numeric(tail(fitted(ets(longer, model = fit, use.initial.values = TRUE)), h))
}

timed <- function(f) {
  t <- system.time(r <- f())
  list(r = r, s = t[["user.self"]] + t[["sys.self"]])
}

# thetaf keeps no first level; the same steps on the same values give it.
thetaLine <- function(id, y, h) {
  t <- timed(function() thetaf(y, h = h))
  m <- frequency(y)
  x <- y
  if (m > 1 && length(y) > 2 * m) {
    r <- as.numeric(acf(y, lag.max = m, plot = FALSE)$acf)[-1]
    if (abs(r[m]) / sqrt((1 + 2 * sum(r[-m]^2)) / length(y)) > qnorm(0.95)) x <- seasadj(decompose(y, type = "multiplicative"))
  }
  s <- ses(x, h = h)$model
  stopifnot(abs(s$par[["alpha"]] - t$r$model$alpha) < 1e-12)
  paste(id, "theta", "", one(t$r$model$alpha), one(t$r$model$drift), "", "", one(s$par[["l"]]), "", "", "", "", one(t$r$model$sigma), number(t$r$mean), one(t$s), sep = ",")
}

all <- function(id, y, h, every) {
  out <- character(0)
  e <- timed(function() ets(y))
  out <- c(out, line(id, "ets", e$r, ahead(e$r, h), e$s))
  if (every) {
    s <- ets(y, "ANN", opt.crit = "mse")
    out <- c(out, line(id, "ses", s, ahead(s, h), NA))
    s <- ets(y, "AAN", damped = FALSE, opt.crit = "mse")
    out <- c(out, line(id, "holt", s, ahead(s, h), NA))
    s <- ets(y, "AAN", damped = TRUE, opt.crit = "mse")
    out <- c(out, line(id, "damped", s, ahead(s, h), NA))
    if (frequency(y) > 1) {
      for (form in c("AAA", "MAM", "MNM", "MAA")) {
        s <- ets(y, form, damped = form == "MAM")
        out <- c(out, line(id, form, s, ahead(s, h), NA))
      }
    }
  }
  c(out, thetaLine(id, y, h))
}

head <- "id,kind,model,alpha,beta,gamma,phi,level,slope,season,loglik,aicc,sigma2,mean,seconds"
series <- "id,period,horizon,values"
models <- head
if (what == "fixture") {
  set.seed(20261122)
  make <- function(id, n, m, level, trend, season, noise) {
    t <- seq_len(n)
    y <- (level + trend * t) * (1 + season * sin(2 * pi * t / m)) * exp(cumsum(rnorm(n, 0, noise / 2)) + rnorm(n, 0, noise))
    ts(round(y, 2), frequency = m)
  }
  made <- list(
    monthly = make("monthly", 84, 12, 200, 1.5, 0.3, 0.05), surge = ts(round(c(make("", 40, 12, 100, 2, 0, 0.1), 180 + 900 * exp(-((1:32) - 8)^2 / 40)), 2), frequency = 12),
    quarterly = make("quarterly", 40, 4, 1000, -5, 0.15, 0.03), yearly = make("yearly", 25, 1, 50, 1, 0, 0.08),
    flat = make("flat", 60, 12, 30, 0, 0, 0.2), short = make("short", 20, 4, 80, 1, 0.1, 0.1))
  for (id in names(made)) {
    y <- made[[id]]
    series <- c(series, paste(id, frequency(y), 12, number(y), sep = ","))
    models <- c(models, all(id, y, 12, TRUE))
  }
} else {
  for (part in c("quarterly", "monthly")) {
    d <- read.csv(file.path(args[3], paste0("m3_", part, ".csv")), stringsAsFactors = FALSE)
    d <- d[round(seq(1, nrow(d), length.out = 150)), ]
    for (i in seq_len(nrow(d))) {
      y <- ts(as.numeric(strsplit(d$train[i], " ")[[1]]), frequency = d$freq[i])
      series <- c(series, paste(d$id[i], d$freq[i], d$h[i], number(y), sep = ","))
      models <- c(models, all(d$id[i], y, d$h[i], FALSE))
    }
  }
}
versions <- sprintf("# %s; forecast %s", R.version.string, packageVersion("forecast"))
writeLines(series, file.path(target, "r_series.csv"))
writeLines(c(versions, models), file.path(target, "r_models.csv"))
