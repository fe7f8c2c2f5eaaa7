using System.CommandLine;
using System.Globalization;
using Escalation.Experiments.TruthProbes;

namespace Escalation.Experiments.CommandLine;

/// <summary><c>probes</c>: probes trained on real activations, and whether a delegation-value probe knows more than the probe's own uncertainty.</summary>
internal static class ProbesCommand
{
    private const ulong DefaultSeed = 1;

    internal static Command Create(TextWriter output)
    {
        var data = new Option<string>("--data") { Description = "The folder of the data sets.", HelpName = "DIR", Required = true };
        Option<ulong?> seed = NumberOption.Create<ulong?>("--seed", "SEED", $"The seed of folds and resamples; {DefaultSeed} unless given. The same seed prints the same bytes.", $"a whole number from 0 to {ulong.MaxValue}", static text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : null);
        var expert = new Option<string?>("--expert") { Description = $"The model that is delegated to: {string.Join(", ", TruthProbeFolder.Experts)}; {TruthProbeFolder.ReferenceExpert} unless given.", HelpName = "NAME" };
        expert.Validators.Add(static result =>
        {
            string? name = result.GetValueOrDefault<string?>();
            if (name is not null && !TruthProbeFolder.Experts.Contains(name))
            {
                result.AddError($"--expert must be one of {string.Join(", ", TruthProbeFolder.Experts)}, but was '{name}'");
            }
        });
        var json = new Option<bool>("--json") { Description = "Print exactly one JSON object on standard output." };
        var command = new Command("probes", "Trains probes for the truth of statements on the activations of three models in folds grouped by statement, compares their AUROC with published recipes, and predicts where delegation to another model helps: from the probe's uncertainty, from trained delegation-value probes, and from both.")
        {
            data, expert, seed, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            IReadOnlyList<TruthProbeData> sets = TruthProbeFolder.Read(parsed.GetRequiredValue(data), parsed.GetValue(expert) ?? TruthProbeFolder.ReferenceExpert);
            ulong number = parsed.GetValue(seed) ?? DefaultSeed;
            ModelResult[] results = [.. sets.Select(set => ModelExperiment.Run(set, number, cancellationToken))];
            output.Write(parsed.GetValue(json) ? ProbesJson.Write(results, number) : ProbesReport.Write(results, number));
            return Task.FromResult(results.All(static result => result.Reproduces) ? ExitCode.Satisfied : ExitCode.AnswerIsNo);
        });
        return command;
    }
}
