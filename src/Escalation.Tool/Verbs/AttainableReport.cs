using Escalation.Calibration;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs;

/// <summary><c>plan --labels</c>: what the items at hand can certify.</summary>
internal static class AttainableReport
{
    private const string Assumes = "exchangeable items, drawn like those to be decided; for a risk an item is an acted one with its label; one threshold fixed beforehand";

    internal static void Run(ToolConsole console, int n, double? level, double delta, double? trueRate, double? power, bool asJson)
    {
        if (level is not null)
        {
            throw new ToolException("--labels asks for the level, so it goes without --budget and --max-risk");
        }

        if (power is not null && trueRate is null)
        {
            throw new ToolException("--power needs --true-rate R, the rate to assume");
        }

        AttainableLevel plan = trueRate is not { } rate ? AttainableLevel.For(n, delta)
            : power is { } wanted ? AttainableLevel.For(n, delta, rate, wanted)
            : AttainableLevel.For(n, delta, rate);
        if (asJson)
        {
            JsonOutput.Write(console, json =>
            {
                json.WriteNumber("n", plan.N);
                json.WriteNumber("delta", plan.Delta);
                json.WriteNumber("leastLevel", plan.Least);
                json.WriteNumber("trueRate", plan.TrueRate);
                json.WriteNumber("power", plan.Power);
                json.WriteCount("countAtPower", plan.CountAtPower);
                json.WriteNumber("levelAtPower", plan.AtPower);
                json.WriteString("assumes", Assumes);
            });
            return;
        }

        Report.Facts(
            console,
            $"What {Report.Count(plan.N)} items can certify, except with probability {Report.Number(plan.Delta)}",
            [
                ("at best", $"{Report.Short(plan.Least)}, with none of them delegated or wrong"),
                ("with true rate", plan.TrueRate is { } assumed ? Report.Number(assumed) : null),
                ("wanted power", plan.Power is { } probability ? Report.Number(probability) : null),
                ("level for it", plan.AtPower is { } attained ? Report.Short(attained) : null),
                ("count for it", plan.CountAtPower is { } count ? Report.Count(count) : null),
                ("assumes", Assumes),
            ]);
    }
}
