using System.CommandLine;
using Escalation.Calibration;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs;

/// <summary><c>plan</c>: how many labels a certificate takes.</summary>
internal static class PlanVerb
{
    internal static Command Create(ToolConsole console)
    {
        Option<double?> budget = NumberOptions.Level("--budget", "A", "The delegation rate to certify; an item is a score.");
        Option<double?> maxRisk = NumberOptions.Level("--max-risk", "A", "The error rate to certify; an item is an acted one with its label.");
        Option<double?> delta = SharedOptions.Delta();
        Option<double?> trueRate = NumberOptions.Rate("--true-rate", "R", "The true rate to assume, below A.");
        Option<double?> power = NumberOptions.Level("--power", "P", "The wanted probability of being certified; 0.9 unless given (with --true-rate).");
        Option<int?> labels = NumberOptions.Count("--labels", "N", "Ask the other way: the least budget or risk that N items can certify (instead of --budget or --max-risk).");
        Option<bool> json = SharedOptions.Json();
        var command = new Command("plan", "How many labelled items it takes to certify anything, and to be certified with a wanted probability.")
        {
            budget, maxRisk, labels, delta, trueRate, power, json,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(labels) is { } n)
            {
                AttainableReport.Run(console, n, parsed.GetValue(budget) ?? parsed.GetValue(maxRisk), parsed.GetValue(delta) ?? SharedOptions.DefaultDelta, parsed.GetValue(trueRate), parsed.GetValue(power), parsed.GetValue(json));
                return ExitCode.Satisfied;
            }

            double alpha = OneOf(parsed.GetValue(budget), parsed.GetValue(maxRisk));
            CalibrationPlan plan = Plan(alpha, parsed.GetValue(delta) ?? SharedOptions.DefaultDelta, parsed.GetValue(trueRate), parsed.GetValue(power));
            Write(console, plan, ofRisk: parsed.GetValue(maxRisk) is not null, parsed.GetValue(json));
            return ExitCode.Satisfied;
        });
        return command;
    }

    private static double OneOf(double? budget, double? maxRisk) => (budget, maxRisk) switch
    {
        ({ } alpha, null) => alpha,
        (null, { } alpha) => alpha,
        (null, null) => throw new ToolException("plan needs --budget A or --max-risk A"),
        _ => throw new ToolException("plan takes either --budget or --max-risk, not both"),
    };

    private static CalibrationPlan Plan(double alpha, double delta, double? trueRate, double? power)
    {
        SharedOptions.RequireCertifiable(alpha, delta);
        if (trueRate is not { } rate)
        {
            return power is null ? CalibrationPlan.For(alpha, delta) : throw new ToolException("--power needs --true-rate R, the rate to assume");
        }

        if (rate >= alpha)
        {
            throw new ToolException($"--true-rate must be below the level {Report.Number(alpha)}, but was {Report.Number(rate)}: at or above it no number of items gives more power than delta");
        }

        try
        {
            return power is { } wanted ? CalibrationPlan.For(alpha, delta, rate, wanted) : CalibrationPlan.For(alpha, delta, rate);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new ToolException($"--true-rate {Report.Number(rate)} is too close to the level {Report.Number(alpha)}: the number of items that tells them apart is too large, or would take too long to find", exception);
        }
    }

    private static void Write(ToolConsole console, CalibrationPlan plan, bool ofRisk, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(console, json =>
            {
                json.WriteString("quantity", ofRisk ? "risk" : "budget");
                json.WriteNumber("alpha", plan.Alpha);
                json.WriteNumber("delta", plan.Delta);
                json.WriteNumber("minimumN", plan.MinimumN);
                json.WriteNumber("trueRate", plan.TrueRate);
                json.WriteNumber("power", plan.Power);
                json.WriteCount("nForPower", plan.NForPower);
                json.WriteNumber("powerAtN", plan.PowerAtN);
                json.WriteString("assumes", Assumptions(plan, ofRisk));
            });
            return;
        }

        Report.Facts(
            console,
            $"To certify a {(ofRisk ? "risk" : "delegation rate")} of at most {Report.Number(plan.Alpha)}, except with probability {Report.Number(plan.Delta)}",
            [
                ("at least", $"{Report.Count(plan.MinimumN)} {(ofRisk ? "acted items with labels, all of them right" : "scores, none of them delegated")}"),
                ("with true rate", plan.TrueRate is { } rate ? Report.Number(rate) : null),
                ("wanted power", plan.Power is { } power ? Report.Number(power) : null),
                ("items for it", plan.NForPower is { } n ? Report.Count(n) : null),
                ("power there", plan.PowerAtN is { } at ? Report.Short(at) : null),
                ("assumes", Assumptions(plan, ofRisk)),
            ]);
    }

    private static string Assumptions(CalibrationPlan plan, bool ofRisk)
    {
        string drawn = "exchangeable items, drawn like those to be decided";
        return ofRisk
            ? $"{drawn}; one threshold fixed beforehand, and counts of the items it acts on alone (if it acts on half of them, twice as many labels are needed); calibrate chooses among thresholds, and by default (--start 2x) begins only where at least {Report.Count(2 * plan.MinimumN)} items are acted on, twice the least number"
            : $"{drawn}; every item counts, and calibrate --budget certifies some threshold from the least number on{(plan.TrueRate is null ? "" : "; the power is that of one threshold fixed beforehand")}";
    }
}
