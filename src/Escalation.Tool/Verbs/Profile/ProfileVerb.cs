using System.CommandLine;
using Escalation.Evaluation.Profiles;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Profile;

/// <summary><c>profile</c>: the escalation profile of models.</summary>
internal static class ProfileVerb
{
    private const double DefaultLevel = 0.95;

    private static readonly double[] DefaultRatios = [2.0, 4.0, 10.0];

    internal static Command Create(ToolConsole console)
    {
        var options = new ProfileOptions();
        var command = new Command("profile", "The escalation profile of models: the accuracy at which each switches from escalating to acting, the accuracy it believes it has, and how often it did what costs ask for. With --compare, a test of whether the threshold moved, exact when both versions behave alike in each condition.");
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            double[] costs = parsed.GetValue(options.Costs) ?? [];
            string[] compared = parsed.GetValue(options.Compare) ?? [];
            int? seed = parsed.GetValue(options.Seed);
            if (seed is not null && compared.Length == 0)
            {
                throw new ToolException("--seed goes with --compare only: nothing else is random");
            }

            double level = parsed.GetValue(options.Level) ?? DefaultLevel;
            IReadOnlyList<ModelProfile> models = ProfileTable.Read(parsed.GetRequiredValue(options.File), level, console);
            ProfileComparison? comparison = compared.Length == 0 ? null
                : ProfileComparison.Of(Find(models, compared[0]), Find(models, compared[1]), new ProfileComparisonOptions { Level = level, Seed = (ulong)(seed ?? 0) });
            var answer = new ProfileAnswer(models, costs.Length > 0 ? costs : DefaultRatios, level, compared, comparison);
            if (parsed.GetValue(options.Json))
            {
                ProfileJson.Write(console, answer);
            }
            else
            {
                ProfileReport.Write(console, answer);
            }

            return ExitCode.Satisfied;
        });
        return command;
    }

    private static EscalationProfile Find(IReadOnlyList<ModelProfile> models, string name) =>
        models.FirstOrDefault(one => string.Equals(one.Model, name, StringComparison.Ordinal))?.Profile
        ?? throw new ToolException($"--compare: there is no model {ErrorText.Quote(name)}; the models are {string.Join(", ", models.Select(static one => ErrorText.Quote(one.Model)))}");
}
