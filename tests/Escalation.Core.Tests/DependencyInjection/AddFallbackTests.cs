using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Core.Tests.DependencyInjection;

public class AddFallbackTests
{
    [Fact]
    public async Task Each_policy_speaks_with_its_own_texts_and_the_others_with_the_services()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IFallbackResponder>(FallbackResponder.Build(f => f.Text(DecisionOutcome.EscalateToPerson, "en", "general")));
        Loop(services, "own").AddFallback(f => f.Text(DecisionOutcome.EscalateToPerson, "en", "own"));
        Loop(services, "other");
        await using ServiceProvider provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.Equal("own", await Message(provider, "own"));
        Assert.Equal("general", await Message(provider, "other"));
    }

    [Fact]
    public async Task Texts_channels_and_the_default_language_come_from_configuration()
    {
        IConfigurationSection section = Section(
            ("DefaultLanguage", "de"),
            ("Channels:sms:MaximumLength", "100"),
            ("Channels:voice:Encoding", "markup"),
            ("Texts:0:Outcome", "EscalateToPerson"),
            ("Texts:0:Language", "de"),
            ("Texts:0:Text", "Moment bitte."),
            ("Texts:1:Outcome", "escalatetoperson"),
            ("Texts:1:Language", "de"),
            ("Texts:1:Channel", "voice"),
            ("Texts:1:Text", "<speak>Moment</speak>"));
        var services = new ServiceCollection();
        Loop(services, "own").AddFallback(section, f => f.Text(DecisionOutcome.EscalateToPerson, "fr", "Un moment."));
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal("Moment bitte.", await Message(provider, "own"));
        Assert.Equal("<speak>Moment</speak>", await Message(provider, "own", channel: "voice"));
        Assert.Equal("Un moment.", await Message(provider, "own", language: "fr-CA"));
    }

    [Theory]
    [InlineData("DefaultLangauge", "de")]
    [InlineData("DefaultLanguage", "d e")]
    [InlineData("OwnTextsOnly", "perhaps")]
    [InlineData("Channels:sms:Length", "100")]
    [InlineData("Channels:sms:MaximumLength", "-100")]
    [InlineData("Channels:sms:MaximumLength", "79")]
    [InlineData("Channels:sms:Encoding", "1")]
    [InlineData("Texts:0:Text", "x")]
    [InlineData("Texts", "x")]
    [InlineData("DefaultLanguage:x", "de")]
    public void What_configuration_gets_wrong_is_refused_with_its_path(string key, string value)
    {
        var services = new ServiceCollection();

        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => Loop(services, "own").AddFallback(Section((key, value))));

        Assert.Contains($"Fallback:{key.Split(':')[0]}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absent_section_and_a_second_responder_are_refused()
    {
        var services = new ServiceCollection();
        IEscalationBuilder builder = Loop(services, "own");

        Assert.Throws<InvalidOperationException>(() => builder.AddFallback(Section()));
        builder.AddFallback(_ => { });
        Assert.Throws<InvalidOperationException>(() => builder.AddFallback(_ => { }));
        Assert.Throws<ArgumentException>(() => Loop(services, "third").AddFallback(f => f.Text(DecisionOutcome.SafeStop, "en", "{x}")));
    }

    private static IEscalationBuilder Loop(ServiceCollection services, string name) => services.AddEscalation(name, p => p.Confidence(0.8).Route("desk"))
        .AddRoutes(r => r.Queue("people", "ann").Route("desk", "people"))
        .AddChannel<ListChannel>()
        .AddAuditSink(_ => new ListSink())
        .AddRuntime();

    private static async Task<string?> Message(IServiceProvider provider, string name, string? channel = null, string? language = null)
    {
        var turn = new AgentTurn { Request = "help", Confidence = 0.1, Channel = channel, Requester = new Requester(Language: language) };
        HandleResult result = await provider.GetRequiredKeyedService<EscalationRuntime>(name).HandleDetailedAsync(turn, _ => throw new InvalidOperationException("must not act"));
        Assert.Equal(result.FallbackMessage, result.Package!.FallbackMessage!.Text);
        return result.FallbackMessage;
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(one => KeyValuePair.Create($"Fallback:{one.Key}", (string?)one.Value)))
        .Build()
        .GetSection("Fallback");
}
