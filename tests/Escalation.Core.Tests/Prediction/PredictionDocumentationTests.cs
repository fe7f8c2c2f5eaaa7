using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Escalation.Core.Tests.Architecture;
using Escalation.Evaluation;
using Escalation.Learning.Calibrators;
using Escalation.Prediction;
using Escalation.Prediction.Capacity;
using Escalation.Prediction.Experts;
using Escalation.Prediction.Interventions;
using Escalation.Prediction.Training;

namespace Escalation.Core.Tests.Prediction;

/// <summary>The page on prediction and evaluation names what there is, and says of each method what it assumes and when not to use it.</summary>
public class PredictionDocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "prediction.md"));

    private static readonly string[][] Methods =
    [
        .. Page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
    ];

    [Fact]
    public void Each_method_has_an_assumption_and_a_place_where_it_does_not_belong() =>
        Assert.All(Methods, row => Assert.True(row.Length == 3 && row.All(cell => cell.Length > 0), string.Join(" | ", row)));

    [Fact]
    public void Every_method_and_choice_is_on_the_page()
    {
        string[] rows = [.. Methods.Select(row => row[0].Split('`')[1])];
        Assert.Equal(rows.Distinct(), rows);
        IEnumerable<string> methods = Enum.GetNames<MetaModelKind>().Concat(Enum.GetNames<CalibrationMethod>())
            .Concat(new[] { typeof(SelectiveMetrics), typeof(RankingMetrics) }.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static)).Select(method => method.Name))
            .Concat(typeof(SelectiveMetrics).Assembly.GetExportedTypes().Where(type => type.Namespace == "Escalation.Evaluation.Profiles" && type.Name.EndsWith("Profile", StringComparison.Ordinal) && type.Name != "EscalationProfile").Select(type => type.Name));
        Assert.All(methods, method => Assert.Contains(method, rows));
        Assert.All(Enum.GetValues<CalibrationMethod>(), method => Assert.Contains($"(`{JsonNamingPolicy.KebabCaseLower.ConvertName(method.ToString())}`)", Page, StringComparison.Ordinal));
        IEnumerable<string> choices = Enum.GetNames<CalibratedEnd>().Concat(Enum.GetNames<ExpertEnd>()).Concat(Enum.GetNames<FoldOrder>()).Concat(Enum.GetNames<CapacityOverflow>()).Concat(Enum.GetNames<TargetFraming>());
        Assert.All(choices, choice => Assert.Contains($"`{choice}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_name_on_the_page_is_one_of_the_library()
    {
        Type[] types = typeof(PerformancePredictor).Assembly.GetExportedTypes();
        var names = types.Select(type => type.Name).Concat(types.SelectMany(type => type.GetMembers().Select(member => member.Name))).ToHashSet(StringComparer.Ordinal);
        Assert.All(Regex.Matches(Page, "`([A-Z][A-Za-z]+)`").Select(match => match.Groups[1].Value), name => Assert.Contains(name, names));
    }
}
