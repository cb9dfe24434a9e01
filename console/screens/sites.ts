/** The look of the topic Sites; its pages need no script. */
import '../tabs.css';
