package dev.patrol.plan;

/** The kinds' names, as metrics and JSON have them. */
final class StepKind {
    static final StepVisitor<String> NAMES = new StepVisitor<>() {
        @Override
        public String writeConfig(Step.WriteConfig step) {
            return "write_config";
        }

        @Override
        public String reload(Step.Reload step) {
            return "reload";
        }

        @Override
        public String resetParameters(Step.ResetParameters step) {
            return "reset_parameters";
        }

        @Override
        public String renewFiles(Step.RenewFiles step) {
            return "renew_files";
        }

        @Override
        public String disableNative(Step.DisableNative step) {
            return "disable_native";
        }

        @Override
        public String startPatroni(Step.StartPatroni step) {
            return "start_patroni";
        }

        @Override
        public String changeDynamic(Step.ChangeDynamic step) {
            return "change_dynamic";
        }

        @Override
        public String restart(Step.Restart step) {
            return "restart";
        }

        @Override
        public String checkRest(Step.CheckRest step) {
            return "check_rest";
        }

        @Override
        public String pause(Step.Pause step) {
            return "pause";
        }

        @Override
        public String restartPatroni(Step.RestartPatroni step) {
            return "restart_patroni";
        }

        @Override
        public String resume(Step.Resume step) {
            return "resume";
        }

        @Override
        public String switchover(Step.Switchover step) {
            return "switchover";
        }
    };

    private StepKind() {}
}
