using System.CommandLine;
using System.Text.Json;
using Escalation.Learning.Calibrators;
using Escalation.Tool.Output;

namespace Escalation.Tool.CommandLine;

/// <summary>The way to calibrate, by its word.</summary>
internal static class CalibrationOption
{
    private static readonly CalibrationMethod[] Methods = Enum.GetValues<CalibrationMethod>();

    /// <summary>The methods' words: lower case with hyphens.</summary>
    internal static string Word(CalibrationMethod method) => JsonNamingPolicy.KebabCaseLower.ConvertName(method.ToString());

    /// <summary>One of the words; absent unless given.</summary>
    internal static Option<CalibrationMethod?> Create(string description) => new("--calibration")
    {
        Description = $"{description} One of {string.Join(", ", Methods.Select(Word))}.",
        HelpName = "METHOD",
        CustomParser = static result =>
        {
            string token = result.Tokens[0].Value;
            foreach (CalibrationMethod method in Methods)
            {
                if (string.Equals(Word(method), token, StringComparison.Ordinal))
                {
                    return method;
                }
            }

            result.AddError($"--calibration must be one of {string.Join(", ", Methods.Select(Word))}, but was {ErrorText.Quote(token)}");
            return null;
        },
    };
}
