using System.CommandLine;
using System.CommandLine.Parsing;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.CommandLine;

/// <summary>Options whose values are numbers, parsed like the numbers in files: the same on every machine.</summary>
internal static class NumberOptions
{
    /// <summary>A level strictly between 0 and 1, absent unless given.</summary>
    internal static Option<double?> Level(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => Parse(name, result, static value => value is > 0.0 and < 1.0, "a number strictly between 0 and 1"),
    };

    /// <summary>A rate from 0 to 1, absent unless given.</summary>
    internal static Option<double?> Rate(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => Parse(name, result, static value => value is >= 0.0 and <= 1.0, "a rate from 0 to 1"),
    };

    /// <summary>A number above 0, absent unless given.</summary>
    internal static Option<double?> Positive(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => Parse(name, result, static value => value > 0.0, "a number above 0"),
    };

    /// <summary>A whole number from 0 up, absent unless given.</summary>
    internal static Option<int?> Count(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
        {
            string token = result.Tokens[0].Value;
            if (InvariantNumber.TryParseCount(token, out int count))
            {
                return count;
            }

            result.AddError($"{name} must be a whole number from 0 to {int.MaxValue}, but was {ErrorText.Quote(token)}");
            return null;
        },
    };

    private static double? Parse(string name, ArgumentResult result, Func<double, bool> accepts, string bound)
    {
        string token = result.Tokens[0].Value;
        if (InvariantNumber.TryParse(token, out double value) && accepts(value))
        {
            return value;
        }

        result.AddError($"{name} must be {bound}, but was {ErrorText.Quote(token)}");
        return null;
    }
}
