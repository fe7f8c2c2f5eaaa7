using System.CommandLine;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.CommandLine;

/// <summary>Options that take several values: several words, or one with commas.</summary>
internal static class ListOptions
{
    /// <summary>Names, each once; empty unless given.</summary>
    internal static Option<string[]> Names(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            var names = new List<string>();
            foreach (string word in result.Tokens.SelectMany(static token => token.Value.Split(',')))
            {
                if (string.IsNullOrWhiteSpace(word) || names.Contains(word, StringComparer.Ordinal))
                {
                    result.AddError($"{name} must be different names, but one was {ErrorText.Quote(word)}{(string.IsNullOrWhiteSpace(word) ? "" : " again")}");
                    return null;
                }

                names.Add(word);
            }

            return [.. names];
        },
    };

    /// <summary>Levels strictly between 0 and 1, each once; empty unless given.</summary>
    internal static Option<double[]> Levels(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            var levels = new List<double>();
            foreach (string word in result.Tokens.SelectMany(static token => token.Value.Split(',')))
            {
                if (!InvariantNumber.TryParse(word, out double level) || !(level is > 0.0 and < 1.0) || levels.Contains(level))
                {
                    result.AddError($"{name} must be different numbers strictly between 0 and 1, but one was {ErrorText.Quote(word)}");
                    return null;
                }

                levels.Add(level);
            }

            return [.. levels];
        },
    };
}
