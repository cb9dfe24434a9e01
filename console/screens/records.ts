/** The look of the topic Records; its pages need no script. */
import '../tabs.css';
import './records.css';
