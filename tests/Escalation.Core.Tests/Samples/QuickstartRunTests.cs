using System.Globalization;
using Escalation.Auditing;
using Escalation.Decisions;
using Escalation.Tests.Shared;
using Quickstart;

namespace Escalation.Core.Tests.Samples;

public sealed class QuickstartRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_seed_prints_the_same_report()
    {
        (_, string first) = await Run("first", ["--seed", "4"]);
        (_, string second) = await Run("second", ["--seed", "4"]);
        (_, string other) = await Run("other", ["--seed", "5"]);

        Assert.Equal(Repeatable(first), Repeatable(second));
        Assert.NotEqual(Repeatable(first), Repeatable(other));
    }

    [Fact]
    public async Task The_loop_closes_on_simulated_data()
    {
        QuickstartResult result = await RunLoop(new QuickstartOptions { LogFolder = _folder.FullName });
        StreamedTurn[] escalated = [.. result.Turns.Where(turn => !turn.Decision.MayAct)];

        Assert.True(result.Rate.Expected.Contains(result.Rate.Delegated), result.Rate.ToString());
        Assert.Equal(ScoreDirection.HigherDelegates, result.Certificate.Direction);
        Assert.Equal(result.Turns.Count(turn => turn.ExpectedGain > result.Certificate.Threshold), result.Rate.Delegated);
        Assert.Equal(escalated.Length, result.HandedOff);
        Assert.Equal(
            result.Turns.Where(turn => turn.ByThreshold || turn.Item.Hazard is not null).Select(turn => turn.Item.Id),
            escalated.Select(turn => turn.Item.Id));
        Assert.Contains(escalated, turn => turn.Decision.Reason == Reason.DelegationValue);
        Assert.Contains(escalated, turn => turn.Decision.Reason == Reason.Loop);
        Assert.Contains(escalated, turn => turn.Decision.Reason == Reason.Sensitivity);
        Assert.All(result.Turns, turn => Assert.Equal(GuaranteeScope.Partial, turn.Decision.Guarantee.Scope));
        Assert.All(escalated.Where(turn => turn.Decision.Reason == Reason.DelegationValue), turn => Assert.Equal(result.Certificate.CertificateId, turn.Decision.ThresholdOrigin.CertificateId));
    }

    [Fact]
    public async Task The_confidence_can_be_certified_instead()
    {
        QuickstartResult result = await RunLoop(new QuickstartOptions { Score = ScoreKind.Confidence, LogFolder = _folder.FullName });

        Assert.Equal(ScoreDirection.LowerDelegates, result.Certificate.Direction);
        Assert.True(result.Rate.Expected.Contains(result.Rate.Delegated), result.Rate.ToString());
        Assert.Contains(result.Turns, turn => turn.Decision.Reason == Reason.LowConfidence);
    }

    [Fact]
    public async Task The_audit_log_names_every_turn_and_shows_a_changed_byte()
    {
        QuickstartResult result = await RunLoop(new QuickstartOptions { LogFolder = _folder.FullName });
        AuditVerification verification = AuditVerifier.Verify(result.AuditLog);
        string[] lines = await File.ReadAllLinesAsync(result.AuditLog);

        Assert.True(result.Audit.IsIntact);
        Assert.True(verification.IsIntact);
        Assert.Equal(lines.Length, verification.Count);
        Assert.All(result.Turns, turn => Assert.False(string.IsNullOrEmpty(turn.Decision.Id)));

        int middle = lines.Length / 2;
        lines[middle] = lines[middle].Replace("\"time\":\"2", "\"time\":\"3", StringComparison.Ordinal);
        await File.WriteAllTextAsync(result.AuditLog, string.Join('\n', lines) + "\n");
        Assert.Equal(middle + 1, AuditVerifier.Verify(result.AuditLog).FirstBad);
    }

    [Fact]
    public async Task The_report_has_every_row()
    {
        (int code, string text) = await Run("rows", []);

        Assert.Equal(Shell.Done, code);
        string[] expected =
        [
            "act always", "random, same count", "uncertainty ranking, same count", "expected gain ranking, same count", "the policy", "oracle, same count", "escalate always",
            "certified: the threshold delegates at most 30 %", "realised:", "exact interval at 1 - 1e-6", "for a valid",
            "delegation-value", "loop", "sensitivity", "packages taken", "chain intact", "guarantee: certified by", "outside it: loops, sensitivity", " ns and 0 bytes",
        ];
        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [DataFact("cascade/mmlu_llama13b_probs_mixtral_gpt4.csv")]
    public async Task Real_data_give_the_published_accuracies_and_a_rate_inside_the_exact_interval()
    {
        string file = DataFactAttribute.PathOf("cascade/mmlu_llama13b_probs_mixtral_gpt4.csv");
        QuickstartResult result = await RunLoop(new QuickstartOptions { DataFile = file, LogFolder = _folder.FullName });

        Assert.Equal(0.4295, Math.Round(result.Data.WeakAccuracy, 4));
        Assert.Equal(0.8072, Math.Round(result.Data.StrongAccuracy, 4));
        Assert.Equal((721, 721), (result.Certificate.N, result.Turns.Count));
        Assert.True(result.Rate.Expected.Contains(result.Rate.Delegated), result.Rate.ToString());
        Assert.Equal(result.Rate.Delegated, result.Turns.Count(turn => !turn.Decision.MayAct));
        Assert.All(result.Turns, turn => Assert.Null(turn.Item.Hazard));
        Assert.True(result.Audit.IsIntact);
    }

    [Fact]
    public async Task Too_few_rows_to_certify_are_an_answer_and_exit_one()
    {
        string file = _folder.PathOf("few.csv");
        string header = "subject,test_row,target,p_mean_A,p_mean_B,p_mean_C,p_mean_D,p_sd_top,prompt_vote_share,weak_llama13b_correct,mid_mixtral_correct,strong_gpt4_correct";
        IEnumerable<string> rows = Enumerable.Range(0, 15).Select(i => string.Create(CultureInfo.InvariantCulture, $"s,{i},0,0.{40 + i},0.{60 - i},0,0,0.03,0.7,{i % 2},1,1"));
        await File.WriteAllLinesAsync(file, rows.Prepend(header));

        (int code, string text) = await Run("few", ["--data", file]);

        Assert.Equal(Shell.NotCertifiable, code);
        Assert.Contains("Not certifiable: 5 items", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--data", "no-such-file.csv")]
    [InlineData("--seed", "x")]
    public async Task Bad_input_is_one_line_and_exit_two(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(Shell.BadInput, await Shell.RunAsync(arguments, output, error, CancellationToken.None));
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.Contains(arguments[1], error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_log_is_not_continued()
    {
        await File.WriteAllTextAsync(_folder.PathOf("audit.jsonl"), "");
        using var error = new StringWriter();

        Assert.Equal(Shell.BadInput, await Shell.RunAsync(["--log", _folder.FullName], TextWriter.Null, error, CancellationToken.None));
        Assert.Contains("exists already", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<QuickstartResult> RunLoop(QuickstartOptions options)
    {
        QuickstartResult? result = await Program.RunAsync(options, TextWriter.Null, CancellationToken.None);
        return Assert.IsType<QuickstartResult>(result);
    }

    private async Task<(int Code, string Text)> Run(string name, string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await Shell.RunAsync([.. arguments, "--log", _folder.PathOf(name)], output, error, CancellationToken.None);
        Assert.Equal("", error.ToString());
        return (code, output.ToString());
    }

    /// <summary>The report without what depends on the clock: the audit log's path and hash, and the measured speed.</summary>
    private static string Repeatable(string report) => string.Join("\n\n", report.ReplaceLineEndings("\n").Split("\n\n")
        .Where(section => !section.StartsWith("Audit log", StringComparison.Ordinal) && !section.StartsWith("Cost of a decision", StringComparison.Ordinal)));
}
