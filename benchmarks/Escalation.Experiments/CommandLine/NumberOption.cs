using System.CommandLine;
using System.CommandLine.Parsing;

namespace Escalation.Experiments.CommandLine;

/// <summary>Options that are numbers within a bound, with the bound in the message.</summary>
internal static class NumberOption
{
    internal static Option<T> Create<T>(string name, string helpName, string description, string bound, Func<string, T> parse) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => Parse(name, bound, parse, result),
    };

    private static T Parse<T>(string name, string bound, Func<string, T> parse, ArgumentResult result)
    {
        string token = result.Tokens[0].Value;
        T value = parse(token);
        if (value is null)
        {
            result.AddError($"{name} must be {bound}, but was '{token}'");
        }

        return value;
    }
}
