using Microsoft.Extensions.Configuration;

namespace Escalation.Core.Tests.DependencyInjection;

/// <summary>Configuration in memory that changes like a file: all values at once, then one reload.</summary>
internal sealed class MutableConfiguration
{
    private readonly Source _source = new();

    internal MutableConfiguration(params (string Key, string? Value)[] values)
    {
        _source.Provider.Replace(values);
        Root = new ConfigurationBuilder().Add(_source).Build();
    }

    internal IConfigurationRoot Root { get; }

    internal IConfigurationSection Section => Root.GetSection("Escalation");

    internal void Change(params (string Key, string? Value)[] values)
    {
        _source.Provider.Replace(values);
        Root.Reload();
    }

    private sealed class Source : IConfigurationSource
    {
        internal Values Provider { get; } = new();

        public IConfigurationProvider Build(IConfigurationBuilder builder) => Provider;
    }

    private sealed class Values : ConfigurationProvider
    {
        internal void Replace((string Key, string? Value)[] values) =>
            Data = values.ToDictionary(pair => $"Escalation:{pair.Key}", pair => pair.Value, StringComparer.OrdinalIgnoreCase);
    }
}
