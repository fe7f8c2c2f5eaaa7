using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>The texts that the library brings, of the most telling first.</summary>
internal static class FallbackTexts
{
    /// <summary>Language, outcome and text.</summary>
    internal static (string Language, DecisionOutcome Outcome, string Text)[] All { get; } =
    [
        ("en", DecisionOutcome.EscalateToPerson, "I am passing this to a specialist. The team is away right now and will be back at {opens}."),
        ("en", DecisionOutcome.EscalateToPerson, "I am bringing in a specialist who will continue from here. This takes about {wait}."),
        ("en", DecisionOutcome.EscalateToPerson, FallbackResponder.LastResort),
        ("en", DecisionOutcome.RequestApproval, "This step needs an approval first. I will continue as soon as I have it."),
        ("en", DecisionOutcome.EscalateToModel, "One moment, I am having this checked."),
        ("en", DecisionOutcome.SafeStop, "I cannot continue safely with this, so I have stopped here."),

        ("de", DecisionOutcome.EscalateToPerson, "Ich gebe Ihr Anliegen an eine Fachkraft weiter. Das Team ist gerade nicht da und ab {opens} wieder erreichbar."),
        ("de", DecisionOutcome.EscalateToPerson, "Ich hole eine Fachkraft dazu, die hier weitermacht. Das dauert etwa {wait}."),
        ("de", DecisionOutcome.EscalateToPerson, "Ich hole eine Fachkraft dazu, die hier weitermacht."),
        ("de", DecisionOutcome.RequestApproval, "Dieser Schritt muss erst freigegeben werden. Danach mache ich sofort weiter."),
        ("de", DecisionOutcome.EscalateToModel, "Einen Moment, ich lasse das gerade prüfen."),
        ("de", DecisionOutcome.SafeStop, "Hier kann ich nicht sicher weitermachen, deshalb habe ich angehalten."),

        ("fr", DecisionOutcome.EscalateToPerson, "Je transmets votre demande à un spécialiste. L'équipe est absente pour le moment et sera de retour le {opens}."),
        ("fr", DecisionOutcome.EscalateToPerson, "Je fais appel à un spécialiste qui va prendre la suite. Comptez environ {wait}."),
        ("fr", DecisionOutcome.EscalateToPerson, "Je fais appel à un spécialiste qui va prendre la suite."),
        ("fr", DecisionOutcome.RequestApproval, "Cette étape doit d'abord être approuvée. Je continuerai dès que ce sera fait."),
        ("fr", DecisionOutcome.EscalateToModel, "Un instant, je fais vérifier ce point."),
        ("fr", DecisionOutcome.SafeStop, "Je ne peux pas continuer sans risque, je me suis donc arrêté ici."),

        ("es", DecisionOutcome.EscalateToPerson, "Paso su consulta a un especialista. El equipo no está disponible ahora y volverá el {opens}."),
        ("es", DecisionOutcome.EscalateToPerson, "Voy a pasar con un especialista que continuará desde aquí. Tardará unos {wait}."),
        ("es", DecisionOutcome.EscalateToPerson, "Voy a pasar con un especialista que continuará desde aquí."),
        ("es", DecisionOutcome.RequestApproval, "Este paso necesita antes una aprobación. Continuaré en cuanto la tenga."),
        ("es", DecisionOutcome.EscalateToModel, "Un momento, estoy pidiendo que lo revisen."),
        ("es", DecisionOutcome.SafeStop, "No puedo continuar con esto de forma segura, así que me he detenido aquí."),

        ("pt", DecisionOutcome.EscalateToPerson, "Vou encaminhar o seu pedido a um especialista. A equipe não está disponível agora e volta em {opens}."),
        ("pt", DecisionOutcome.EscalateToPerson, "Vou chamar um especialista que continuará a partir daqui. Deve levar cerca de {wait}."),
        ("pt", DecisionOutcome.EscalateToPerson, "Vou chamar um especialista que continuará a partir daqui."),
        ("pt", DecisionOutcome.RequestApproval, "Este passo precisa primeiro de uma aprovação. Continuarei assim que a tiver."),
        ("pt", DecisionOutcome.EscalateToModel, "Um momento, estou pedindo que isto seja verificado."),
        ("pt", DecisionOutcome.SafeStop, "Não posso continuar com segurança, por isso parei aqui."),

        ("it", DecisionOutcome.EscalateToPerson, "Passo la sua richiesta a uno specialista. Il team al momento non è disponibile e tornerà il {opens}."),
        ("it", DecisionOutcome.EscalateToPerson, "Faccio intervenire uno specialista che proseguirà da qui. Ci vorranno circa {wait}."),
        ("it", DecisionOutcome.EscalateToPerson, "Faccio intervenire uno specialista che proseguirà da qui."),
        ("it", DecisionOutcome.RequestApproval, "Questo passaggio richiede prima un'approvazione. Continuerò appena la ricevo."),
        ("it", DecisionOutcome.EscalateToModel, "Un momento, sto facendo verificare la cosa."),
        ("it", DecisionOutcome.SafeStop, "Non posso proseguire in sicurezza, quindi mi sono fermato qui."),

        ("nl", DecisionOutcome.EscalateToPerson, "Ik geef dit door aan een specialist. Het team is nu niet aanwezig en is terug op {opens}."),
        ("nl", DecisionOutcome.EscalateToPerson, "Ik haal er een specialist bij die het hier overneemt. Dat duurt ongeveer {wait}."),
        ("nl", DecisionOutcome.EscalateToPerson, "Ik haal er een specialist bij die het hier overneemt."),
        ("nl", DecisionOutcome.RequestApproval, "Deze stap moet eerst worden goedgekeurd. Daarna ga ik meteen verder."),
        ("nl", DecisionOutcome.EscalateToModel, "Een ogenblik, ik laat dit nakijken."),
        ("nl", DecisionOutcome.SafeStop, "Ik kan hier niet veilig mee verder, dus ik ben gestopt."),

        ("tr", DecisionOutcome.EscalateToPerson, "Talebinizi bir uzmana iletiyorum. Ekip şu anda yerinde değil; yeniden hizmet saati: {opens}."),
        ("tr", DecisionOutcome.EscalateToPerson, "Buradan devam edecek bir uzmanı sürece dahil ediyorum. Tahmini bekleme süresi: {wait}."),
        ("tr", DecisionOutcome.EscalateToPerson, "Buradan devam edecek bir uzmanı sürece dahil ediyorum."),
        ("tr", DecisionOutcome.RequestApproval, "Bu adım için önce onay gerekiyor. Onay gelir gelmez devam edeceğim."),
        ("tr", DecisionOutcome.EscalateToModel, "Bir dakika, bunu kontrol ettiriyorum."),
        ("tr", DecisionOutcome.SafeStop, "Buna güvenli bir şekilde devam edemiyorum, bu yüzden burada durdum."),
    ];
}
